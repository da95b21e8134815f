import { AppError } from '#protocol/errors.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { searchResultSchema } from '#protocol/retrieval/trace.ts';
import { sealSecrets } from '#server/deployments/seal-secrets.ts';
import type { Deps } from '#server/deps-type.ts';
import { refusalOf, requestControl } from '#server/nodes/request-control.ts';
import { type ControlRequestInput, sendControlRequest } from '#server/nodes/send-control-request.ts';
import type { OpenTrial } from './find-open-trial.ts';
import { queuePreparation } from './trial-job-kinds.ts';

export interface TrialAsking {
  trial: OpenTrial;
  signal: AbortSignal;
}

/** Passages that the creator's node would answer a question from. They stay on this side: an answer is held against them. */
export async function searchTrial(
  deps: Deps,
  { trial, signal }: TrialAsking,
  input: { manifest: AgentManifest; collections: string[]; query: string },
): Promise<string[]> {
  const { manifest, collections, query } = input;
  if (collections.length === 0 || !manifest.embedding) return [];
  const body = { collections, embedding: manifest.embedding, query, retrieval: manifest.retrieval };
  const found = await onNode(deps, trial, (node) =>
    requestControl(deps, { ...node, method: 'POST', path: '/control/search', body, signal }, searchResultSchema),
  );
  return found.passages.map(({ text }) => text);
}

/** Asks the creator's node through the gateway, signed by the creator's key; the answer is an OpenAI stream, or one completion. Throws the node's refusal. */
export async function askTrialNode(
  deps: Deps,
  { trial, signal }: TrialAsking,
  input: { manifest: AgentManifest; collections: string[]; question: string },
): Promise<Response> {
  const { manifest, collections, question } = input;
  const { ownerId, nodeId } = trial;
  const secrets = await sealSecrets(deps, { ownerId, nodeId, manifest });
  const request = {
    model: manifest.slug,
    messages: [{ role: 'user', content: question }],
    stream: true,
    stream_options: { include_usage: true },
  };
  const body = { manifest, secrets, collections, request };
  return onNode(deps, trial, async (node) => {
    const response = await sendControlRequest(deps, {
      ...node,
      method: 'POST',
      path: '/control/preview',
      body,
      signal,
    });
    if (response.ok) return response;
    throw await refusalOf(response);
  });
}

/** A node that lost the content gets it again; what its creator has to do is said in the sentences of whoever tries. */
export async function onNode<Result>(
  deps: Deps,
  trial: OpenTrial,
  ask: (node: Pick<ControlRequestInput, 'ownerId' | 'nodeId'>) => Promise<Result>,
): Promise<Result> {
  const { ownerId, nodeId, componentId, name } = trial;
  try {
    return await ask({ ownerId, nodeId });
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    if (cause.code === 'node_offline') {
      const sentence = `The creator's node that answers for “${name}” is not connected now; try again later.`;
      throw new AppError('node_offline', sentence, { cause });
    }
    if (cause.code !== 'not_found') throw cause;
    await deps.db.$transaction(async (tx) => {
      const { count } = await tx.trial.updateMany({
        where: { componentId, state: 'open' },
        data: { state: 'preparing' },
      });
      if (count > 0) await queuePreparation(tx, { ownerId, componentId });
    });
    throw new AppError('loading', `The creator's node is getting “${name}” again; try again in a few minutes.`, {
      cause,
    });
  }
}
