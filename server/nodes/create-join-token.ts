import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { hashToken, newSecretToken } from '#server/accounts/secret-token.ts';
import type { Deps } from '#server/deps-type.ts';

/** A token with which one node can join this account within 15 minutes. It is shown once; only its hash is kept. */
export async function createJoinToken(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; nodeName?: string },
): Promise<{ token: string; expiresAt: Date }> {
  const now = deps.clock();
  const token = `gaia-join-${newSecretToken()}`;
  const expiresAt = new Date(now.getTime() + limits.joinTokenMinutes * 60_000);

  await deps.db.joinToken.create({
    data: {
      id: newId(now.getTime()),
      ownerId: input.ownerId,
      tokenHash: hashToken(token),
      nodeName: input.nodeName?.trim().slice(0, limits.nameLength) ?? '',
      createdAt: now,
      expiresAt,
    },
  });
  return { token, expiresAt };
}
