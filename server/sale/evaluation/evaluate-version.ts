import { AppError } from '#protocol/errors.ts';
import type { TrialColumn } from '#protocol/evaluations/evaluation.ts';
import { limits } from '#protocol/limits.ts';
import { isMeasurable } from '#protocol/market/measurable-kinds.ts';
import { chatModel } from '#server/agents/chat-model.ts';
import { defaultDraft } from '#server/agents/default-draft.ts';
import type { Deps } from '#server/deps-type.ts';
import { startEvaluation } from '#server/evaluations/start-evaluation.ts';
import { findOwnVersion, type OwnVersion } from '#server/sale/find-own-version.ts';
import { trialKnowledge } from '#server/trials/trial-collections.ts';

/**
 * Queues a run of a question set on one published version, as it is and as a trial would ask it, with a model of the catalogue; an agent answers with its own. Throws `not_found`, `invalid_input` for an
 * unknown model or an empty set, `conflict` for kinds that answer nothing and for agents that hold what others sold.
 */
export async function evaluateVersion(
  deps: Deps,
  input: { ownerId: string; versionId: string; questionSetId: string; modelId: string },
): Promise<{ jobId: string }> {
  const { ownerId, versionId, questionSetId, modelId } = input;
  const version = await findOwnVersion(deps, input);
  const { kind } = version.manifest;
  if (!isMeasurable(kind)) throw new AppError('conflict', whyUnmeasured(kind));
  await trialKnowledge(deps, { ownerId, versionId });
  const { componentId, contentRoot } = version;
  return startEvaluation(deps, {
    ...{ ownerId, questionSetId, agentId: null, columns: [columnOf(version, modelId)] },
    version: { versionId, componentId, kind, contentRoot },
  });
}

function whyUnmeasured(kind: string): string {
  if (kind !== 'model') return `A ${kind} answers no questions, so it can't be measured.`;
  return "Models can't be measured yet. Run a question set on it under Prompts to see its score yourself.";
}

/** How the version is asked, as the table of the run tells it: an agent with its own settings, everything else without chance. */
function columnOf({ manifest: { agent, prompt }, number }: OwnVersion, modelId: string): TrialColumn {
  const label = `Version ${number}`;
  const maxCompletionTokens = limits.trialAnswerTokens;
  if (agent) {
    const { model, prompts, generation } = agent;
    const { temperature, topP } = generation;
    const words = { role: 'system' as const, text: prompts.system, fewShot: prompts.fewShot ?? [] };
    return { label, ...words, modelId: model.id, temperature, topP, maxCompletionTokens };
  }
  const { prompts } = defaultDraft(chatModel(modelId).id);
  const words = prompt ?? { role: 'system' as const, text: prompts.system };
  return { label, ...words, fewShot: prompt?.fewShot ?? [], modelId, temperature: 0, topP: 1, maxCompletionTokens };
}
