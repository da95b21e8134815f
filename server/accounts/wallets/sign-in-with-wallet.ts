import type { Address, Hex } from 'viem';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { createAccount } from '#server/accounts/create-account.ts';
import { openSession } from '#server/accounts/open-session.ts';
import { spendAllowance } from '#server/accounts/spend-allowance.ts';
import { isUniqueViolation } from '#server/db/is-unique-violation.ts';
import type { Deps } from '#server/deps-type.ts';
import { challengeWindowSeconds } from './create-sign-in-challenge.ts';
import { verifySignInMessage } from './verify-sign-in-message.ts';

type SignInDeps = Pick<Deps, 'db' | 'chain' | 'clock' | 'origins' | 'secrets'>;

export interface WalletSignIn {
  /** EIP-4361 message as the wallet showed it. */
  message: string;
  signature: Hex;
  userAgent: string;
  clientAddress: string;
}

const daySeconds = 86_400;

/** Signs in the account that this wallet is linked to; a wallet that nobody linked gets an account of its own, once, also when it signs in twice at once. */
export async function signInWithWallet(
  deps: SignInDeps,
  input: WalletSignIn,
): Promise<{ sessionToken: string; accountId: string; isNew: boolean }> {
  const wallet = await verifySignInMessage(deps, input);
  // Counted once the wallet has proved itself: otherwise anybody could lock it out.
  const window = { windowSeconds: challengeWindowSeconds, what: 'sign-ins of this wallet' };
  await spendAllowance(deps, { ...window, key: `sign-in:${wallet}`, limit: limits.signInsPerWallet });
  const known = await findOwner(deps, wallet);
  const accountId = known ?? (await createOwner(deps, { wallet, clientAddress: input.clientAddress }));
  const { sessionToken } = await openSession(deps, { ownerId: accountId, userAgent: input.userAgent });
  return { sessionToken, accountId, isNew: known === null };
}

async function findOwner(deps: SignInDeps, wallet: Address): Promise<string | null> {
  const address = wallet.toLowerCase();
  const row = await deps.db.wallet.findUnique({ where: { address }, select: { ownerId: true } });
  return row?.ownerId ?? null;
}

async function createOwner(deps: SignInDeps, input: { wallet: Address; clientAddress: string }): Promise<string> {
  const { wallet, clientAddress } = input;
  const window = { windowSeconds: daySeconds, what: 'new accounts from here today' };
  await spendAllowance(deps, { ...window, key: `account:${clientAddress}`, limit: limits.walletAccountsPerClient });
  await spendAllowance(deps, { ...window, key: 'account', limit: limits.walletAccountsOverall });
  try {
    return await deps.db.$transaction(async (db) => {
      const { id } = await createAccount({ ...deps, db }, { name: shortAddress(wallet) });
      const now = deps.clock();
      const address = wallet.toLowerCase();
      await db.wallet.create({ data: { id: newId(now.getTime()), ownerId: id, address, createdAt: now } });
      return id;
    });
  } catch (cause) {
    const winner = isUniqueViolation(cause) ? await findOwner(deps, wallet) : null;
    if (winner) return winner;
    throw cause;
  }
}

function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}
