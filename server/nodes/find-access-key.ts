import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { Scope } from '#protocol/signing/typed-messages.ts';
import { hashToken } from '#server/accounts/secret-token.ts';
import type { Deps } from '#server/deps-type.ts';

export interface ValidAccessKey {
  id: string;
  scope: Scope;
  allowedOrigins: string[];
}

/** How exactly the last use is known. */
const usedAtStepMs = 60_000;

/** The key that a caller showed for a node. Throws `unauthenticated` when it is unknown, revoked, expired or another node's. */
export async function findAccessKey(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { token: string; nodeAddress: Address },
): Promise<ValidAccessKey> {
  const now = deps.clock();
  const key = await deps.db.accessKey.findUnique({
    where: { tokenHash: hashToken(input.token) },
    select: {
      id: true,
      scope: true,
      allowedOrigins: true,
      expiresAt: true,
      revokedAt: true,
      usedAt: true,
      node: { select: { address: true } },
    },
  });
  if (!key || key.node.address !== input.nodeAddress) {
    throw new AppError(
      'unauthenticated',
      'The key is not valid for this node; create one in the studio (Nodes → Access keys).',
    );
  }
  if (key.revokedAt) throw new AppError('unauthenticated', 'The key has been revoked; ask its owner for another.');
  if (key.expiresAt && key.expiresAt <= now) {
    throw new AppError(
      'unauthenticated',
      `The key expired at ${key.expiresAt.toISOString()}; ask its owner for another.`,
    );
  }
  if (!key.usedAt || now.getTime() - key.usedAt.getTime() >= usedAtStepMs) {
    await deps.db.accessKey.updateMany({ where: { id: key.id }, data: { usedAt: now } });
  }
  return { id: key.id, scope: key.scope === 'owner' ? 'owner' : 'public', allowedOrigins: key.allowedOrigins };
}
