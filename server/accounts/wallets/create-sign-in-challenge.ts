import { limits } from '#protocol/limits.ts';
import { newNonce } from '#protocol/signing/new-nonce.ts';
import { isStudioOrigin } from '#server/accounts/is-studio-origin.ts';
import { spendAllowance } from '#server/accounts/spend-allowance.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { Deps } from '#server/deps-type.ts';

/** The fields of an EIP-4361 message that the wallet's own address completes. */
export interface SignInChallenge {
  domain: string;
  uri: string;
  statement: string;
  version: '1';
  chainId: number;
  nonce: string;
  issuedAt: Date;
  expirationTime: Date;
}

export const challengeWindowSeconds = 600;

/** What a wallet is to sign so as to sign in, good once and for ten minutes. `origin` is where the asking page came from. */
export async function createSignInChallenge(
  deps: Pick<Deps, 'db' | 'chain' | 'clock' | 'origins'>,
  input: { clientAddress: string; origin: string | null },
): Promise<SignInChallenge> {
  const { facts } = requireChain(deps);
  await spendChallengeAllowance(deps, input.clientAddress);
  const { studio } = deps.origins;
  const uri = input.origin && isStudioOrigin(studio, input.origin) ? input.origin : studio;
  const issuedAt = deps.clock();
  const expirationTime = new Date(issuedAt.getTime() + limits.walletChallengeMinutes * 60_000);
  const nonce = newNonce().slice(2);
  await deps.db.walletChallenge.deleteMany({ where: { expiresAt: { lte: issuedAt } } });
  await deps.db.walletChallenge.create({ data: { id: nonce, expiresAt: expirationTime } });
  return {
    domain: new URL(uri).host,
    uri,
    statement: 'Sign in to the GaiaNet studio with this wallet. This costs nothing and sends nothing.',
    version: '1',
    chainId: facts.chainId,
    nonce,
    issuedAt,
    expirationTime,
  };
}

/** A client address may be made up where no proxy stands before the studio, so all of them together are bounded too. */
async function spendChallengeAllowance(deps: Pick<Deps, 'db' | 'clock'>, clientAddress: string): Promise<void> {
  const window = { windowSeconds: challengeWindowSeconds, what: 'tries to sign in with a wallet' };
  const { walletChallengesPerClient, walletChallengesOverall } = limits;
  await spendAllowance(deps, { ...window, key: `challenge:${clientAddress}`, limit: walletChallengesPerClient });
  await spendAllowance(deps, { ...window, key: 'challenge', limit: walletChallengesOverall });
}
