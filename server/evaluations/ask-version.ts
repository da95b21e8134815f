import type { MeasuredVersion, TrialColumn } from '#protocol/evaluations/evaluation.ts';
import { sealSecrets } from '#server/deployments/seal-secrets.ts';
import type { Deps } from '#server/deps-type.ts';
import { refusalOf } from '#server/nodes/request-control.ts';
import { sendControlRequest } from '#server/nodes/send-control-request.ts';
import { agentWith } from '#server/trials/trial-manifests.ts';
import { readAnswer, type WholeAnswer } from './read-answer.ts';

interface VersionQuestion {
  ownerId: string;
  nodeId: string;
  version: MeasuredVersion;
  column: TrialColumn;
  question: string;
  signal: AbortSignal;
}

/** What a published version answers, in the bounds of a trial, with the column's model and sampling. The node has to hold its content. Throws what the node refuses with. */
export async function askVersion(deps: Deps, input: VersionQuestion): Promise<WholeAnswer> {
  const { ownerId, nodeId, version, column, question, signal } = input;
  const { manifest: published, collections } = await agentWith(deps, { ...version, ownerId, modelId: column.modelId });
  const { temperature, topP } = column;
  const manifest = { ...published, generation: { ...published.generation, temperature, topP } };
  const secrets = await sealSecrets(deps, { ownerId, nodeId, manifest });
  const request = { model: manifest.slug, messages: [{ role: 'user', content: question }], stream: false };
  const response = await sendControlRequest(deps, {
    ...{ ownerId, nodeId, method: 'POST', path: '/control/preview', signal },
    body: { manifest, secrets, collections, request },
  });
  if (!response.ok) throw await refusalOf(response);
  return readAnswer(response);
}
