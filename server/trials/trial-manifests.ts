import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import { type AgentManifest, agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import { type BundleManifest, bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { buildManifest } from '#server/agents/build-manifest.ts';
import { chatModel } from '#server/agents/chat-model.ts';
import { defaultDraft } from '#server/agents/default-draft.ts';
import type { ResolvedKnowledge } from '#server/agents/resolve-knowledge.ts';
import type { Deps } from '#server/deps-type.ts';
import type { OpenTrial } from './find-open-trial.ts';
import { trialKnowledge } from './trial-collections.ts';

/** A published version, and the model that answers with it. */
type TriedVersion = Pick<OpenTrial, 'ownerId' | 'componentId' | 'versionId' | 'kind' | 'modelId'>;

export interface TrialAgent {
  manifest: AgentManifest;
  /** Collections of the creator's node that it searches. */
  collections: string[];
  /** Content besides passages that an answer must not repeat at length. */
  texts: string[];
}

const noKnowledge: ResolvedKnowledge = { references: [], fingerprint: null, evidenceThreshold: null };

/** The agent that answers with the component: the model that the creator chose, and the component as it was published; an agent as it is, in the bounds of a trial. */
export async function agentWith(deps: Deps, trial: TriedVersion): Promise<TrialAgent> {
  const { ownerId, versionId } = trial;
  const version = await deps.db.version.findFirst({ where: { id: versionId, ownerId }, select: { manifest: true } });
  if (!version) throw new AppError('not_found', 'The version that was to be tried is gone.');
  const bundle = bundleManifestSchema.parse(version.manifest);
  const knowledge = await trialKnowledge(deps, { ownerId, versionId });
  const collections = knowledge.map(({ collection }) => collection);
  if (bundle.agent) {
    const manifest = bounded({ ...bundle.agent, knowledge: [] });
    return { manifest, collections, texts: promptTexts(manifest) };
  }
  const draft = withComponent(trial, bundle);
  const part = bundle.knowledge;
  const resolved = part
    ? { ...noKnowledge, fingerprint: part.fingerprint, evidenceThreshold: part.evidenceThreshold }
    : noKnowledge;
  const manifest = await manifestOf(deps, trial, { draft, knowledge: resolved });
  return { manifest, collections, texts: bundle.prompt ? [bundle.prompt.text] : [] };
}

/** The same model without the component: what a comparison holds against it. */
export async function agentWithout(
  deps: Deps,
  trial: Pick<TriedVersion, 'ownerId' | 'modelId'>,
): Promise<AgentManifest> {
  return manifestOf(deps, trial, { draft: trialDraft(trial.modelId), knowledge: noKnowledge });
}

/** Most tokens that one answer of it can read and write: the context of each round. */
export function mostTokens({ model, tools, plugins, toolPolicy }: AgentManifest): number {
  const hasCalls = tools.length + plugins.length > 0 || toolPolicy.javascript || toolPolicy.python;
  return model.contextTokens * (hasCalls ? toolPolicy.maxSteps + 1 : 1);
}

function trialDraft(modelId: string): AgentDraft {
  const draft = defaultDraft(modelId);
  const contextTokens = trialContext(chatModel(modelId).contextTokens);
  // The same question gets the same answer: what is judged is the component, not luck.
  const generation = { ...draft.generation, temperature: 0, maxCompletionTokens: limits.trialAnswerTokens };
  return { ...draft, contextTokens, generation, toolPolicy: { ...draft.toolPolicy, maxSteps: 2, maxCalls: 3 } };
}

function trialContext(mostTokens = 512): number {
  return Math.max(512, Math.min(mostTokens, limits.trialContextTokens));
}

function withComponent({ componentId, versionId, kind, modelId }: TriedVersion, bundle: BundleManifest): AgentDraft {
  const draft = trialDraft(modelId);
  const choice = { componentId, versionId };
  if (kind === 'tool') return { ...draft, tools: [choice] };
  if (kind === 'plugin') return { ...draft, plugins: [choice] };
  if (kind === 'model')
    return { ...draft, modelId: componentId, contextTokens: trialContext(bundle.model?.contextTokens) };
  const { prompt } = bundle;
  if (!prompt) return draft;
  const own = prompt.role === 'system' ? { system: prompt.text } : { rag: prompt.text };
  return { ...draft, prompts: { ...draft.prompts, ...own, fewShot: prompt.fewShot ?? [] } };
}

async function manifestOf(
  deps: Deps,
  { ownerId }: Pick<TriedVersion, 'ownerId'>,
  { draft, knowledge }: { draft: AgentDraft; knowledge: ResolvedKnowledge },
): Promise<AgentManifest> {
  const now = deps.clock();
  const names = { id: '', name: 'Trial', slug: 'trial', description: '' };
  const agent = { ...names, draft, createdAt: now, updatedAt: now };
  return buildManifest(deps, { ownerId, agent, knowledge, version: 1, from: 'versions' });
}

function bounded(manifest: AgentManifest): AgentManifest {
  const { model, generation, toolPolicy } = manifest;
  return agentManifestSchema.parse({
    ...manifest,
    model: { ...model, contextTokens: Math.min(model.contextTokens, limits.trialContextTokens) },
    generation: {
      ...generation,
      maxCompletionTokens: Math.min(generation.maxCompletionTokens, limits.trialAnswerTokens),
    },
    toolPolicy: {
      ...toolPolicy,
      maxSteps: Math.min(toolPolicy.maxSteps, 2),
      maxCalls: Math.min(toolPolicy.maxCalls, 3),
    },
  });
}

function promptTexts({ prompts }: AgentManifest): string[] {
  return [prompts.system, prompts.rag, ...prompts.rules.map(({ system }) => system)];
}
