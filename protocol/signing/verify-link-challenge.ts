import type { Address, Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { LinkChallenge } from '#protocol/link/link-messages.ts';
import { isSignedBy } from './is-signed-by.ts';
import { challengeMessage } from './sign-link-challenge.ts';

export interface AnsweredChallenge {
  node: Address;
  challenge: LinkChallenge;
  signature: string;
  now: Date;
}

/** Throws `gone` when the challenge has expired, `forbidden` when the node at this address did not sign it. */
export async function verifyLinkChallenge(answer: AnsweredChallenge): Promise<void> {
  if (answer.now.getTime() / 1000 > answer.challenge.expiresAt + limits.clockSkewSeconds) {
    throw new AppError('gone', 'The challenge expired before the node answered; connect again.');
  }
  const isValid = await isSignedBy(answer.node, {
    name: 'LinkChallenge',
    message: challengeMessage(answer.challenge),
    signature: answer.signature as Hex,
  });
  if (!isValid) throw new AppError('forbidden', `The challenge was not signed by the key of ${answer.node}.`);
}
