import { AppError } from '#protocol/errors.ts';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import type { BundleManifest } from '#protocol/manifests/bundle-manifest.ts';
import { defaultDraft } from '#server/agents/default-draft.ts';
import { findOwnAgent, type OwnAgent } from '#server/agents/find-own-agent.ts';
import { previewAgent } from '#server/agents/preview-agent.ts';
import type { Deps } from '#server/deps-type.ts';
import { readAnswer } from '#server/evaluations/read-answer.ts';
import { findUpdate, type OfferedUpdate } from './find-update.ts';

export interface AnswerDifference {
  question: string;
  before: string;
  after: string;
}

/**
 * What the account's own node answers to its own questions with the present version of a prompt or an agent, and with a newer one; nothing that is in use changes. Of an agent, the prompts, the model and
 * the settings are the newer ones; knowledge, tools and plugins stay those that are installed. Throws `conflict` for another kind, `node_offline` without a node.
 */
export async function compareAnswers(
  deps: Deps,
  input: { ownerId: string; deedId: string; number: number; modelId: string; questions: string[]; signal: AbortSignal },
): Promise<AnswerDifference[]> {
  const { ownerId, modelId, questions, signal } = input;
  const update = await findUpdate(deps, input);
  const sides = await sidesOf(deps, { ownerId, modelId, update });
  const ask = async (agent: OwnAgent, question: string) => {
    const messages = [{ role: 'user', content: question }];
    const asked = { ownerId, agentId: agent.id, agent, stream: false, messages, signal };
    return (await readAnswer(await previewAgent(deps, asked))).answer;
  };
  const differences: AnswerDifference[] = [];
  for (const question of questions) {
    differences.push({ question, before: await ask(sides.before, question), after: await ask(sides.after, question) });
  }
  return differences;
}

async function sidesOf(
  deps: Deps,
  { ownerId, modelId, update }: { ownerId: string; modelId: string; update: OfferedUpdate },
): Promise<{ before: OwnAgent; after: OwnAgent }> {
  const { componentId, before, after } = update;
  if (before.agent && after.agent) {
    const own = await findOwnAgent(deps, { ownerId, agentId: componentId });
    const as = ({ agent }: BundleManifest) => ({ ...own, draft: agent ? draftWith(own.draft, agent) : own.draft });
    return { before: as(before), after: as(after) };
  }
  if (before.prompt && after.prompt) {
    const now = deps.clock();
    const names = { id: '', name: 'Comparison', slug: 'comparison', description: '' };
    const as = ({ prompt }: BundleManifest) => ({
      ...{ ...names, createdAt: now, updatedAt: now },
      draft: promptDraft(modelId, prompt),
    });
    return { before: as(before), after: as(after) };
  }
  throw new AppError(
    'conflict',
    `Versions of a ${after.kind} are not compared by answers; look at what changed in it.`,
  );
}

function promptDraft(modelId: string, prompt: BundleManifest['prompt']): AgentDraft {
  const draft = defaultDraft(modelId);
  if (!prompt) return draft;
  const own = prompt.role === 'system' ? { system: prompt.text } : { rag: prompt.text };
  return { ...draft, prompts: { ...draft.prompts, ...own, fewShot: prompt.fewShot ?? [] } };
}

function draftWith(draft: AgentDraft, agent: NonNullable<BundleManifest['agent']>): AgentDraft {
  const { licences: _licences, ...prompts } = agent.prompts;
  return {
    ...draft,
    ...{ modelId: agent.model.id, contextTokens: Math.max(512, agent.model.contextTokens) },
    ...{ systemPromptId: null, ragPromptId: null, generation: agent.generation, evidence: agent.evidence },
    prompts: { ...prompts, rules: prompts.rules.map((rule) => ({ ...rule, promptId: null })) },
    retrieval: { ...agent.retrieval, evidenceThreshold: draft.retrieval.evidenceThreshold },
  };
}
