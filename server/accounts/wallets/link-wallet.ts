import type { Address, Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { isUniqueViolation } from '#server/db/is-unique-violation.ts';
import type { Deps } from '#server/deps-type.ts';
import { delegationChallengeId } from './create-delegation-challenge.ts';
import { isDelegationSignedBy } from './is-signed-by-wallet.ts';
import { spendChallenge } from './spend-challenge.ts';

export interface LinkWalletInput {
  ownerId: string;
  wallet: Address;
  /** Of the challenge that the wallet signed, in Unix seconds. */
  issuedAt: number;
  /** The wallet's, under AccountDelegation. */
  signature: Hex;
}

/**
 * Links a wallet to the account by its signed delegation to the account's key; one that is linked already gets its delegation
 * renewed. Throws `conflict` when it is another account's or the account has too many, `forbidden` for a wrong signature,
 * `already_used` for a challenge that is used or expired.
 */
export async function linkWallet(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: LinkWalletInput,
): Promise<{ walletId: string }> {
  const { ownerId, wallet, issuedAt, signature } = input;
  const account = await deps.db.account.findUniqueOrThrow({ where: { id: ownerId }, select: { keyAddress: true } });
  await spendChallenge(deps, delegationChallengeId(input));
  const message = { wallet, accountKey: account.keyAddress as Address, issuedAt: BigInt(issuedAt) };
  if (!(await isDelegationSignedBy(deps, { message, signature })))
    throw new AppError('forbidden', `The signature is not that of ${wallet}; sign once more with that wallet.`);
  return await storeWallet(deps, {
    ownerId,
    address: wallet.toLowerCase(),
    delegationSignature: signature,
    delegatedAt: new Date(issuedAt * 1000),
  });
}

async function storeWallet(
  deps: Pick<Deps, 'db' | 'clock'>,
  wallet: { ownerId: string; address: string; delegationSignature: string; delegatedAt: Date },
): Promise<{ walletId: string }> {
  const { ownerId, address, delegationSignature, delegatedAt } = wallet;
  const held = await deps.db.wallet.findUnique({ where: { address }, select: { id: true, ownerId: true } });
  if (held && held.ownerId !== ownerId) throw takenByAnother(address);
  if (held) {
    await deps.db.wallet.update({ where: { id: held.id }, data: { delegationSignature, delegatedAt } });
    return { walletId: held.id };
  }
  if ((await deps.db.wallet.count({ where: { ownerId } })) >= limits.walletsPerAccount)
    throw new AppError('conflict', `An account has ${limits.walletsPerAccount} wallets at most; unlink one first.`);
  const now = deps.clock();
  const walletId = newId(now.getTime());
  try {
    await deps.db.wallet.create({ data: { id: walletId, createdAt: now, ...wallet } });
  } catch (cause) {
    // Somebody was faster: now it is found.
    if (isUniqueViolation(cause)) return await storeWallet(deps, wallet);
    throw cause;
  }
  return { walletId };
}

function takenByAnother(address: string): AppError {
  return new AppError(
    'conflict',
    `The wallet ${address} is linked to an account already; sign in with it and unlink it there first, or use another wallet.`,
  );
}
