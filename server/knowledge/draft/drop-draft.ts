import { z } from 'zod';
import type { Deps } from '#server/deps-type.ts';
import { askNode, connectedNodes } from '#server/knowledge/embedding/ask-nodes.ts';
import { draftCollection } from './sync-draft.ts';

const longestMs = 5_000;

/** Has the owner's connected nodes drop their cache of a draft. A node that can't be reached keeps a cache that nobody asks for; that is logged, never thrown. */
export async function dropDraft(deps: Deps, input: { ownerId: string; knowledgeId: string }): Promise<void> {
  const { ownerId, knowledgeId } = input;
  const path = `/control/collections/${draftCollection(knowledgeId)}`;
  const drops = (await connectedNodes(deps, ownerId)).map(async (nodeId) => {
    const signal = AbortSignal.timeout(longestMs);
    await askNode(deps, { ownerId, nodeId, method: 'DELETE', path, signal }, z.unknown()).catch((cause: unknown) =>
      deps.log.warn({ err: cause, nodeId, knowledgeId }, 'draft.not-dropped'),
    );
  });
  await Promise.all(drops);
}
