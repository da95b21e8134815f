import { type Address, getAddress, type Hex } from 'viem';
import { parseSiweMessage } from 'viem/siwe';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { isStudioOrigin } from '#server/accounts/is-studio-origin.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { Deps } from '#server/deps-type.ts';
import { isMessageSignedBy } from './is-signed-by-wallet.ts';
import { spendChallenge } from './spend-challenge.ts';

type GivenMessage = ReturnType<typeof parseSiweMessage>;
type MessageDeps = Pick<Deps, 'db' | 'chain' | 'clock' | 'origins'>;

/**
 * The wallet that signed this EIP-4361 message: for this studio, on this chain, in time, with a challenge that nobody used
 * before. Throws `forbidden`, `gone`, `conflict` or `already_used` with what to do.
 */
export async function verifySignInMessage(
  deps: MessageDeps,
  input: { message: string; signature: Hex },
): Promise<Address> {
  const { address, nonce } = checkFields(deps, parseSiweMessage(input.message));
  await spendChallenge(deps, nonce);
  if (await isMessageSignedBy(deps, { ...input, address })) return address;
  throw new AppError('forbidden', `The signature is not that of ${address}; sign once more with that wallet.`);
}

function checkFields(deps: MessageDeps, message: GivenMessage): { address: Address; nonce: string } {
  const { address, nonce, version, domain, uri, chainId } = message;
  if (!address || !nonce || version !== '1' || !domain || !uri || !chainId)
    throw new AppError('invalid_input', 'What the wallet signed is not a sign-in message (EIP-4361) with all fields.');
  checkSite(deps, { domain, uri });
  const { facts } = requireChain(deps);
  if (chainId !== facts.chainId)
    throw new AppError(
      'conflict',
      `The wallet signed for chain ${chainId}, but this studio uses chain ${facts.chainId}; switch the wallet's network and sign once more.`,
    );
  checkTimes(deps.clock(), message);
  return { address: getAddress(address), nonce };
}

function checkSite(deps: MessageDeps, { domain, uri }: { domain: string; uri: string }): void {
  const { studio } = deps.origins;
  const named = URL.canParse(uri) ? new URL(uri) : null;
  if (named && named.host === domain && isStudioOrigin(studio, named.origin)) return;
  throw new AppError(
    'forbidden',
    `The wallet signed for ${domain} (${uri}), not for ${studio}; never sign what another site asks for.`,
  );
}

function checkTimes(now: Date, { issuedAt, expirationTime, notBefore }: GivenMessage): void {
  const skewMs = limits.clockSkewSeconds * 1000;
  const oldestMs = now.getTime() - limits.walletChallengeMinutes * 60_000;
  const isIssuedNow = issuedAt && issuedAt.getTime() <= now.getTime() + skewMs && issuedAt.getTime() >= oldestMs;
  const isStarted = !notBefore || notBefore.getTime() <= now.getTime() + skewMs;
  const isOver = !expirationTime || expirationTime <= now;
  if (isIssuedNow && isStarted && !isOver) return;
  throw new AppError('gone', 'What the wallet signed is not good at this time; sign once more.');
}
