import type { Address, Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { type KeyRequest, keySlot } from '#protocol/licences/key-request.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import { isSignedBy } from '#protocol/signing/is-signed-by.ts';
import { spendAllowance } from '#server/accounts/spend-allowance.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { spendChallengeNonce } from '#server/nodes/spend-challenge-nonce.ts';
import { findReleasedKey } from './find-released-key.ts';
import type { KeyGround, KeyPolicy } from './key-policy.ts';
import { queueLock } from './queue-lock.ts';

type ReleaseDeps = Pick<Deps, 'db' | 'secrets' | 'chain' | 'clock' | 'log'>;

/**
 * Gives a node the key of licensed content, sealed to the key of its request, if its signature is right and the policy allows it; every release is written down.
 * Throws `unauthenticated` (expired), `forbidden` (signature, licence), `already_used` (a repeated request), `not_found` (no key here), `rate_limited`.
 */
export async function releaseKey(
  deps: ReleaseDeps,
  policy: KeyPolicy,
  input: { contentRoot: string; request: KeyRequest },
): Promise<{ sealedKey: string }> {
  const { contentRoot, request } = input;
  await assertAsked(deps, input);
  const found = await findReleasedKey(deps, { contentRoot, node: request.node });
  const question = { node: request.node as Address, deedId: found.deedId, name: found.name };
  const releasedAt = await chainNow(deps);
  await policy.decide(question, (tx, ground) => writeDown(deps, tx, { ...question, contentRoot, ground, releasedAt }));
  const sealingKey = request.sealTo.slice(2);
  return { sealedKey: sealSecret({ sealingKey, slot: keySlot(contentRoot), text: found.key }) };
}

async function assertAsked(deps: ReleaseDeps, input: { contentRoot: string; request: KeyRequest }): Promise<void> {
  const { node, sealTo, nonce, expiresAt, signature } = input.request;
  const aheadSeconds = expiresAt - deps.clock().getTime() / 1000;
  if (aheadSeconds < -limits.clockSkewSeconds || aheadSeconds > limits.keyRequestSeconds + limits.clockSkewSeconds) {
    throw new AppError(
      'unauthenticated',
      `The request for the key was signed for another time (${Math.round(aheadSeconds)} s from now by this gateway's clock); set the node's clock and deploy again.`,
    );
  }
  const isSigned = await isSignedBy(node as Address, {
    name: 'KeyRequest',
    message: {
      node: node as Address,
      contentRoot: input.contentRoot as Hex,
      sealTo: sealTo as Hex,
      nonce: nonce as Hex,
      expiresAt: BigInt(expiresAt),
    },
    signature: signature as Hex,
  });
  if (!isSigned) throw new AppError('forbidden', `The request for the key is not signed by node ${node}.`);
  // Counted once it is sure who asks: nobody uses up another node's requests.
  await spendAllowance(deps, {
    key: `licensed:${node.toLowerCase()}`,
    limit: limits.keyRequestsPerNode,
    windowSeconds: 60,
    what: 'requests for keys of this node',
  });
  await spendChallengeNonce(deps, { nonce: `key:${nonce}`, expiresAt: new Date(expiresAt * 1000) });
}

async function writeDown(
  deps: ReleaseDeps,
  tx: Prisma.TransactionClient,
  input: { node: string; deedId: bigint; contentRoot: string; ground: KeyGround; releasedAt: Date },
): Promise<void> {
  const { deedId, contentRoot, ground, releasedAt } = input;
  const node = input.node.toLowerCase();
  const wallet = 'wallet' in ground ? ground.wallet.toLowerCase() : '';
  const seat = { deedId: String(deedId), node, wallet, ground: ground.ground };
  const isSeated = (await tx.keyReleaseLog.count({ where: { ...seat, freedAt: null } })) > 0;
  const id = newId(deps.clock().getTime());
  await tx.keyReleaseLog.create({
    data: { id, ...seat, contentRoot, scope: ground.ground === 'domain' ? 1 : 0, releasedAt },
  });
  if (!isSeated) await queueLock(tx, { releaseId: id, deedId: seat.deedId, ground: ground.ground });
  deps.log.info({ node, deedId: seat.deedId, ground: ground.ground }, 'key.released');
}
