import { controlCalibrateResultSchema } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import { modelReference } from '#protocol/models/catalogue.ts';
import type { Deps } from '#server/deps-type.ts';
import { syncDraft } from '#server/knowledge/draft/sync-draft.ts';
import { askNode, connectedNodes } from '#server/knowledge/embedding/ask-nodes.ts';
import { embeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import type { OwnKnowledge } from '#server/knowledge/find-own-knowledge.ts';

/** Has a connected node find the evidence threshold of the draft, and keeps it. Null where there is too little text. Throws `node_offline` without a node. */
export async function calibrateDraft(
  deps: Deps,
  input: { knowledge: OwnKnowledge; signal: AbortSignal },
): Promise<number | null> {
  const { knowledge, signal } = input;
  const { ownerId } = knowledge;
  const [nodeId] = await connectedNodes(deps, ownerId);
  if (!nodeId) throw new AppError('node_offline', 'No node of yours is connected.');
  const { collection } = await syncDraft(deps, { knowledge, nodeId, signal });
  const model = embeddingModel(knowledge.embeddingModel);
  const body = {
    collection,
    embedding: { ...modelReference(model), fingerprint: model.fingerprint },
    retrieval: knowledge.retrieval,
  };
  const { threshold } = await askNode(
    deps,
    { ownerId, nodeId, signal, method: 'POST', path: '/control/calibrate', body },
    controlCalibrateResultSchema,
  );
  await deps.db.knowledge.updateMany({ where: { id: knowledge.id }, data: { evidenceThreshold: threshold } });
  return threshold;
}
