import type { Deps } from '#server/deps-type.ts';
import { createAccount } from './create-account.ts';

/** Fixed id of the account that `npm run up` creates on a person's own machine. */
export const localOwnerId = '01900000-0000-7000-8000-000000000001';

/** The local owner's account, created at the first start. Safe to repeat and to run twice at once. */
export async function ensureLocalOwner(deps: Deps): Promise<{ id: string; name: string; keyAddress: string }> {
  const select = { id: true, name: true, keyAddress: true } as const;
  const existing = await deps.db.account.findUnique({ where: { id: localOwnerId }, select });
  if (existing) return existing;
  try {
    return await createAccount(deps, { id: localOwnerId, name: 'Owner' });
  } catch (cause) {
    const winner = await deps.db.account.findUnique({ where: { id: localOwnerId }, select });
    if (winner) return winner;
    throw cause;
  }
}
