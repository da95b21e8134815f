import type { Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { type LinkChallenge, maxChallengeLifeSeconds } from '#protocol/link/link-messages.ts';
import type { TypedMessages, TypedSigner } from './typed-messages.ts';

export interface ChallengeContext {
  /** Origin of the gateway that the node dialled, or pinned when it was paired. */
  gatewayOrigin: string;
  now: Date;
}

/**
 * Signs a gateway's challenge. Throws `forbidden` when it names another gateway (somebody passes on a challenge that is not
 * their own), `gone` when it has expired or lives suspiciously long.
 */
export async function signLinkChallenge(
  signer: TypedSigner,
  challenge: LinkChallenge,
  context: ChallengeContext,
): Promise<Hex> {
  if (challenge.gatewayOrigin !== context.gatewayOrigin) {
    throw new AppError(
      'forbidden',
      `The gateway calls itself ${challenge.gatewayOrigin}, but this node belongs to ${context.gatewayOrigin}; correct the gateway's address, or pair the node again with a new join token.`,
    );
  }
  const aheadSeconds = challenge.expiresAt - context.now.getTime() / 1000;
  if (aheadSeconds < -limits.clockSkewSeconds || aheadSeconds > maxChallengeLifeSeconds + limits.clockSkewSeconds) {
    throw new AppError(
      'gone',
      `The gateway's challenge expires ${Math.round(aheadSeconds)} s from now by this node's clock (${context.now.toISOString()}); set the clocks if they differ.`,
    );
  }
  return await signer.signTypedMessage('LinkChallenge', challengeMessage(challenge));
}

/** The challenge as it is signed. */
export function challengeMessage(challenge: LinkChallenge): TypedMessages['LinkChallenge'] {
  return {
    nonce: challenge.nonce as Hex,
    gatewayOrigin: challenge.gatewayOrigin,
    expiresAt: BigInt(challenge.expiresAt),
  };
}
