import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { hashToken, newSecretToken } from './secret-token.ts';

/** A link that signs its opener in as this account, once, within 15 minutes. */
export async function createSignInLink(
  deps: Deps,
  input: { accountId: string },
): Promise<{ url: string; expiresAt: Date }> {
  const token = newSecretToken();
  const now = deps.clock().getTime();
  const expiresAt = new Date(now + limits.signInLinkMinutes * 60_000);

  await deps.db.signInLink.create({
    data: {
      id: newId(now),
      ownerId: input.accountId,
      tokenHash: hashToken(token),
      createdAt: new Date(now),
      expiresAt,
    },
  });
  return { url: `${deps.origins.studio}/sign-in?token=${token}`, expiresAt };
}
