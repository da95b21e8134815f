import { AppError } from '#protocol/errors.ts';
import { findModel } from '#protocol/models/catalogue.ts';
import { sealSecrets } from '#server/deployments/seal-secrets.ts';
import type { Deps } from '#server/deps-type.ts';
import { syncDraft } from '#server/knowledge/draft/sync-draft.ts';
import { connectedNodes } from '#server/knowledge/embedding/ask-nodes.ts';
import { findOwnKnowledge, type OwnKnowledge } from '#server/knowledge/find-own-knowledge.ts';
import { refusalOf } from '#server/nodes/request-control.ts';
import { sendControlRequest } from '#server/nodes/send-control-request.ts';
import { buildManifest } from './build-manifest.ts';
import { findOwnAgent, type OwnAgent } from './find-own-agent.ts';
import type { ResolvedKnowledge } from './resolve-knowledge.ts';

export interface PreviewInput {
  ownerId: string;
  agentId: string;
  /** Answers in place of the saved draft. */
  agent?: OwnAgent;
  /** false gives the answer in one piece. */
  stream?: boolean;
  messages: { role: string; content: string }[];
  signal: AbortSignal;
}

/** Answers as the saved draft would, on a connected node, with the knowledge as it stands in the studio now. The response is an OpenAI stream, or one completion, with traces. */
export async function previewAgent(deps: Deps, input: PreviewInput): Promise<Response> {
  const { ownerId, signal } = input;
  const agent = input.agent ?? (await findOwnAgent(deps, input));
  const knowledge = await Promise.all(
    agent.draft.knowledge.map(({ componentId }) => findOwnKnowledge(deps, { ownerId, knowledgeId: componentId })),
  );
  const [nodeId] = await connectedNodes(deps, ownerId);
  if (!nodeId) {
    throw new AppError(
      'node_offline',
      'The preview runs on a node, and none of yours is connected. Start one, or look under Nodes why it is not.',
    );
  }
  const collections: string[] = [];
  for (const one of knowledge) collections.push((await syncDraft(deps, { knowledge: one, nodeId, signal })).collection);
  const manifest = await buildManifest(deps, {
    ownerId,
    agent,
    knowledge: draftKnowledge(knowledge),
    version: 1,
    from: 'drafts',
  });
  const secrets = await sealSecrets(deps, { ownerId, nodeId, manifest });
  const response = await sendControlRequest(deps, {
    ownerId,
    nodeId,
    method: 'POST',
    path: '/control/preview',
    body: {
      manifest,
      secrets,
      collections,
      request: { model: agent.slug, messages: input.messages, stream: input.stream ?? true },
    },
    signal,
  });
  if (!response.ok) throw await refusalOf(response);
  return response;
}

/** Drafts have no published version: the node searches the collections it is given instead. */
function draftKnowledge(knowledge: OwnKnowledge[]): ResolvedKnowledge {
  const models = knowledge.map(({ embeddingModel }) => findModel(embeddingModel));
  const [model] = models;
  if (models.some((one) => one?.id !== model?.id)) {
    throw new AppError('conflict', "An agent's knowledge needs one embedding model; these have several.", {
      param: 'knowledge',
    });
  }
  const thresholds = knowledge.flatMap(({ evidenceThreshold }) => evidenceThreshold ?? []);
  return {
    references: [],
    fingerprint: model?.kind === 'embedding' ? model.fingerprint : null,
    evidenceThreshold: thresholds.length > 0 ? Math.max(...thresholds) : null,
  };
}
