import type { Deps } from '#server/deps-type.ts';
import { findOwnNode } from './find-own-node.ts';

export interface AccessKeySummary {
  id: string;
  name: string;
  prefix: string;
  scope: string;
  allowedOrigins: string[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  usedAt: Date | null;
}

/** The keys of one of the account's nodes, newest first; never the tokens. */
export async function listAccessKeys(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; nodeId: string },
): Promise<AccessKeySummary[]> {
  const node = await findOwnNode(deps, input);
  return await deps.db.accessKey.findMany({
    where: { nodeId: node.id, ownerId: input.ownerId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: {
      id: true,
      name: true,
      prefix: true,
      scope: true,
      allowedOrigins: true,
      createdAt: true,
      expiresAt: true,
      revokedAt: true,
      usedAt: true,
    },
  });
}
