import { AppError } from '#protocol/errors.ts';
import { hashToken } from '#server/accounts/secret-token.ts';
import type { Deps } from '#server/deps-type.ts';

/** What of the database a join token needs: the client, or a transaction on it. */
export interface JoinTokenDeps {
  db: Pick<Deps['db'], 'joinToken'>;
  clock: () => Date;
}

/** Uses up a join token and says whose it is. Of any number at once exactly one succeeds. Throws `unauthenticated`, `already_used` or `gone`. */
export async function redeemJoinToken(
  deps: JoinTokenDeps,
  input: { token: string },
): Promise<{ ownerId: string; nodeName: string }> {
  const now = deps.clock();
  const tokenHash = hashToken(input.token);
  const { count } = await deps.db.joinToken.updateMany({
    where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  const row = await deps.db.joinToken.findUnique({
    where: { tokenHash },
    select: { ownerId: true, nodeName: true, usedAt: true },
  });

  if (row && count === 1) return { ownerId: row.ownerId, nodeName: row.nodeName };
  if (!row)
    throw new AppError(
      'unauthenticated',
      'The join token is unknown here; create one in the studio (Nodes → Add a node).',
    );
  if (row.usedAt) {
    throw new AppError(
      'already_used',
      'The join token has been used; a token joins one node. Create another in the studio.',
    );
  }
  throw new AppError('gone', 'The join token has expired; it is good for 15 minutes. Create another in the studio.');
}
