import type { Address, Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { SignedHeartbeat } from '#protocol/link/link-messages.ts';
import { isSignedBy } from './is-signed-by.ts';
import { statusHash } from './sign-heartbeat.ts';

export interface HeartbeatContext {
  node: Address;
  now: Date;
  /** `sentAt` of the one before on the same link; 0 for the first. */
  previousSentAt: number;
}

/** Throws `forbidden` unless the node signed this status, newer than the one before and within the clock skew allowed. */
export async function verifyHeartbeat(context: HeartbeatContext, heartbeat: SignedHeartbeat): Promise<void> {
  const { status, sentAt, signature } = heartbeat;
  const skewSeconds = Math.abs(context.now.getTime() - sentAt) / 1000;

  if (sentAt <= context.previousSentAt)
    throw new AppError('forbidden', 'The heartbeat is not newer than the last one.');
  if (skewSeconds > limits.clockSkewSeconds) {
    throw new AppError(
      'forbidden',
      `The node's clock is ${Math.round(skewSeconds)} s off the gateway's; ${limits.clockSkewSeconds} s are allowed. Set its clock.`,
    );
  }
  const isValid = await isSignedBy(context.node, {
    name: 'Heartbeat',
    message: { node: context.node, statusHash: statusHash(status), sentAt: BigInt(sentAt) },
    signature: signature as Hex,
  });
  if (!isValid) throw new AppError('forbidden', 'The heartbeat is not signed by this node.');
}
