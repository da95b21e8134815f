import type { Address } from 'viem';
import { limits } from '#protocol/limits.ts';
import { spendAllowance } from '#server/accounts/spend-allowance.ts';
import type { Deps } from '#server/deps-type.ts';
import { challengeWindowSeconds } from './create-sign-in-challenge.ts';

/** What a wallet is to sign so as to be linked: an AccountDelegation for the account's key, issued now, good once and for ten minutes. */
export async function createDelegationChallenge(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; wallet: Address },
): Promise<{ wallet: Address; accountKey: Address; issuedAt: number }> {
  const { ownerId, wallet } = input;
  await spendAllowance(deps, {
    key: `delegation:${ownerId}`,
    limit: limits.walletChallengesPerClient,
    windowSeconds: challengeWindowSeconds,
    what: 'tries to link a wallet',
  });
  const { keyAddress } = await deps.db.account.findUniqueOrThrow({
    where: { id: ownerId },
    select: { keyAddress: true },
  });
  const now = deps.clock().getTime();
  const issuedAt = Math.floor(now / 1000);
  const id = delegationChallengeId({ ...input, issuedAt });
  const expiresAt = new Date(now + limits.walletChallengeMinutes * 60_000);
  await deps.db.walletChallenge.upsert({ where: { id }, create: { id, expiresAt }, update: { expiresAt } });
  return { wallet, accountKey: keyAddress as Address, issuedAt };
}

/** The challenge's id: one for each account, wallet and second. */
export function delegationChallengeId(of: { ownerId: string; wallet: Address; issuedAt: number }): string {
  return `delegation:${of.ownerId}:${of.wallet.toLowerCase()}:${of.issuedAt}`;
}
