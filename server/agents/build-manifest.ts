import { AppError } from '#protocol/errors.ts';
import { licencePart } from '#protocol/licences/licence-part.ts';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import { type AgentManifest, agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import { modelReference } from '#protocol/models/catalogue.ts';
import type { PluginReference } from '#protocol/plugins/plugin-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { defaultEmbeddingModel, embeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { findChatModel } from '#server/models/find-chat-model.ts';
import { assertFunctionNames } from './assert-function-names.ts';
import type { PartSource } from './find-component-part.ts';
import type { OwnAgent } from './find-own-agent.ts';
import type { ResolvedKnowledge } from './resolve-knowledge.ts';
import { resolvePlugins } from './resolve-plugins.ts';
import { resolvePrompts } from './resolve-prompts.ts';
import { resolveTools } from './resolve-tools.ts';

const uncalibratedThreshold = 0.35;

/** The manifest that an agent's draft means now, with the knowledge given. Throws `invalid_input` for a model outside the catalogue, `conflict` for tools that can't be told apart. */
export async function buildManifest(
  deps: Deps,
  input: { ownerId: string; agent: OwnAgent; knowledge: ResolvedKnowledge; version: number; from: PartSource },
): Promise<AgentManifest> {
  const { agent, knowledge } = input;
  const { draft } = agent;
  const parts = { ownerId: input.ownerId, draft, from: input.from };
  const [tools, plugins] = await Promise.all([resolveTools(deps, parts), resolvePlugins(deps, parts)]);
  assertFunctionNames([...tools, ...plugins]);
  return agentManifestSchema.parse({
    format: 'gaianet.agent/1',
    name: agent.name,
    slug: agent.slug,
    description: agent.description,
    version: input.version,
    createdAt: deps.clock().toISOString(),
    model: { ...(await agentModel(deps, parts)), contextTokens: draft.contextTokens },
    embedding: embeddingReference(knowledge, { draft, plugins }),
    knowledge: knowledge.references,
    ...(draft.hosted.length > 0 && { hosted: draft.hosted }),
    retrieval: {
      ...draft.retrieval,
      evidenceThreshold: draft.retrieval.evidenceThreshold ?? knowledge.evidenceThreshold ?? uncalibratedThreshold,
    },
    prompts: await resolvePrompts(deps, { ownerId: input.ownerId, draft }),
    generation: draft.generation,
    evidence: draft.evidence,
    starters: draft.starters,
    tools,
    plugins,
    toolPolicy: draft.toolPolicy,
    goldenQuestions: await goldenQuestions(deps, input),
    ...(await agentLicence(deps, { ownerId: input.ownerId, agentId: agent.id })),
  });
}

async function agentModel(
  deps: Deps,
  { ownerId, draft }: { ownerId: string; draft: AgentDraft },
): Promise<AgentManifest['model']> {
  const { name, reference } = await findChatModel(deps, { ownerId, modelId: draft.modelId });
  if (draft.contextTokens <= reference.contextTokens) return reference;
  throw new AppError(
    'invalid_input',
    `${name} reads at most ${reference.contextTokens} tokens; ${draft.contextTokens} are asked for.`,
    { param: 'contextTokens' },
  );
}

/** The model that made the knowledge's vectors. Without knowledge, rules that compare examples still need one, and so do citations of what creators' nodes hand out, and functions: with it, a node decides for small models whether one is wanted. */
function embeddingReference(
  { fingerprint }: ResolvedKnowledge,
  { draft, plugins }: { draft: AgentDraft; plugins: PluginReference[] },
): AgentManifest['embedding'] {
  if (fingerprint) return { ...modelReference(embeddingModel(fingerprint.model)), fingerprint };
  const { prompts, tools, toolPolicy } = draft;
  const compares = prompts.rules.some(({ when }) => when.some(({ kind }) => kind === 'similar'));
  const hasTools = tools.length > 0 || plugins.some(({ definition }) => definition.kind === 'tool');
  if (!compares && !hasTools && draft.hosted.length === 0 && !toolPolicy.javascript && !toolPolicy.python) return null;
  const model = defaultEmbeddingModel();
  return { ...modelReference(model), fingerprint: model.fingerprint };
}

/** Test questions of the agent's knowledge: the node asks them before it lets a deployment go live. */
async function goldenQuestions(deps: Deps, input: { ownerId: string; agent: OwnAgent }) {
  return deps.db.goldenQuestion.findMany({
    where: {
      ownerId: input.ownerId,
      knowledgeId: { in: input.agent.draft.knowledge.map((choice) => choice.componentId) },
    },
    orderBy: { id: 'asc' },
    take: 20,
    select: { question: true, documentName: true, expectedSubstring: true },
  });
}

/** The mark of an agent that was bought: its component has the same id. */
async function agentLicence(deps: Deps, { ownerId, agentId }: { ownerId: string; agentId: string }) {
  if (agentId === '') return {};
  const bought = await deps.db.component.findFirst({ where: { id: agentId, ownerId }, select: { licence: true } });
  return licencePart(bought?.licence);
}
