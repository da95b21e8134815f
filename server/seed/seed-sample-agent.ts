import { findModel } from '#protocol/models/catalogue.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { deployAgent } from '#server/deployments/deploy-agent.ts';
import type { Deps } from '#server/deps-type.ts';
import { waitForJob } from '#server/jobs/wait-for-job.ts';
import { sample } from './sample.ts';
import type { SampleInput } from './seed-sample.ts';

/** The agent on the handbook, published, and live on the node. */
export async function seedSampleAgent(deps: Deps, input: SampleInput): Promise<{ slug: string }> {
  const { ownerId, nodeId } = input;
  const target = { ownerId, agentId: sample.agentId };
  const known = await deps.db.agent.findUnique({ where: { id: sample.agentId }, select: { id: true } });
  if (!known) await makeAgent(deps, input);
  const { slug } = await findOwnAgent(deps, target);

  const newest = await deps.db.agentVersion.findFirst({
    where: { agentId: sample.agentId },
    orderBy: { number: 'desc' },
    select: { id: true },
  });
  const isLive = await deps.db.deployment.count({
    where: { nodeId, state: 'live', agentVersion: { agentId: sample.agentId } },
  });
  if (isLive > 0) {
    input.note(`"${sample.agentName}" is live already`);
    return { slug };
  }
  const agentVersionId = newest?.id ?? (await publishAgent(deps, { ...target, note: 'First version' })).versionId;
  input.say('deploying');
  const { jobId } = await deployAgent(deps, { ownerId, agentVersionId, nodeId });
  await waitForJob(deps, {
    jobId,
    onProgress: ({ step }) => input.say(`deploying: ${step}`),
    ...(input.signal && { signal: input.signal }),
  });
  input.note(`"${sample.agentName}" is live as "${slug}"`);
  return { slug };
}

async function makeAgent(deps: Deps, { ownerId, chatModelId }: SampleInput): Promise<void> {
  const { agentId, agentName, agentDescription, knowledgeId, starters, fewShot } = sample;
  await createAgent(deps, { ownerId, id: agentId, name: agentName, modelId: chatModelId });
  const { draft } = await findOwnAgent(deps, { ownerId, agentId });
  const model = findModel(chatModelId);
  const prompt = model?.kind === 'chat' ? model.prompt : null;
  await updateAgent(deps, {
    ownerId,
    agentId,
    name: agentName,
    description: agentDescription,
    draft: {
      ...draft,
      knowledge: [{ componentId: knowledgeId, versionId: null }],
      starters: [...starters],
      // The likeliest words every time: what a newcomer sees is what was checked.
      generation: { ...draft.generation, temperature: 0 },
      prompts: {
        ...draft.prompts,
        placement: prompt?.placement ?? draft.prompts.placement,
        fewShot: [...fewShot],
      },
      retrieval: {
        ...draft.retrieval,
        passageTokenBudget: prompt?.passageTokenBudget ?? draft.retrieval.passageTokenBudget,
      },
    },
  });
}
