import type { Address, Hex } from 'viem';
import { textHash } from '#protocol/control/comparison.ts';
import { AppError } from '#protocol/errors.ts';
import type { HostedSearch } from '#protocol/hosted/hosted-search.ts';
import { limits } from '#protocol/limits.ts';
import { isSignedBy } from '#protocol/signing/is-signed-by.ts';
import type { Deps } from '#server/deps-type.ts';
import { spendChallengeNonce } from '#server/nodes/spend-challenge-nonce.ts';

/** Resolves when this search was signed by the node that it names, for this gateway and deed, in time and for the first time. Throws `unauthenticated` (time), `forbidden` (signature), `already_used`. */
export async function assertSignedSearch(
  deps: Pick<Deps, 'db' | 'clock' | 'origins'>,
  { deedId, search }: { deedId: string; search: HostedSearch },
): Promise<void> {
  const { query, passages, expiresAt } = search;
  const [node, nonce, signature] = [search.node as Address, search.nonce as Hex, search.signature as Hex];
  const aheadSeconds = expiresAt - deps.clock().getTime() / 1000;
  if (aheadSeconds < -limits.clockSkewSeconds || aheadSeconds > limits.hostedSearchSeconds + limits.clockSkewSeconds) {
    throw new AppError(
      'unauthenticated',
      `The search was signed for another time (${Math.round(aheadSeconds)} s from now by this gateway's clock); set the node's clock and ask again.`,
    );
  }
  const gateway = new URL(deps.origins.gateway).origin;
  const about = { gateway, deedId: BigInt(deedId), queryHash: textHash(query), passages };
  const message = { node, ...about, nonce, expiresAt: BigInt(expiresAt) };
  if (!(await isSignedBy(node, { name: 'HostedSearch', message, signature }))) {
    throw new AppError('forbidden', `The search is not signed by node ${node} for this gateway and deed.`);
  }
  await spendChallengeNonce(deps, { nonce: `hosted:${nonce}`, expiresAt: new Date(expiresAt * 1000) });
}
