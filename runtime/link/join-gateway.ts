import { isAddressEqual } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { LinkFacts } from '#protocol/link/link-messages.ts';
import { signLinkChallenge } from '#protocol/signing/sign-link-challenge.ts';
import type { Conversation, DialOptions } from './dial-gateway.ts';
import { hashJoinToken } from './offered-token.ts';
import type { LinkPin } from './read-link-pin.ts';
import { writeLinkPin } from './write-link-pin.ts';

export interface JoinOptions extends DialOptions {
  /** Origin of the gateway that was dialled. */
  origin: string;
  offeredToken: string | null;
}

/**
 * The node's side of the handshake: offers its join token if it has an unused one, signs the challenge, and pins what it is
 * told when it is paired. Throws `forbidden` for a gateway or a controller that it was not paired with.
 */
export async function joinGateway(options: JoinOptions, conversation: Conversation): Promise<LinkPin> {
  const joinToken = options.offeredToken;
  conversation.say({
    type: 'hello',
    address: options.identity.address,
    joinToken,
    isPaired: options.pin?.gatewayOrigin === options.origin,
  });

  const asked = await conversation.hear();
  if (asked.type !== 'challenge') throw outOfTurn(asked.type);
  try {
    const context = { gatewayOrigin: options.origin, now: options.clock() };
    const signature = await signLinkChallenge(options.identity, asked.challenge, context);
    conversation.say({ type: 'answer', signature });
    const answer = await conversation.hear();
    if (answer.type !== 'welcome') throw outOfTurn(answer.type);
    return acceptWelcome(options, answer);
  } catch (error) {
    if (error instanceof AppError) conversation.say({ type: 'refused', code: error.code, message: error.message });
    throw error;
  }
}

function acceptWelcome(options: JoinOptions, { facts, isPairing }: { facts: LinkFacts; isPairing: boolean }): LinkPin {
  const { pin, origin } = options;
  if (facts.gatewayOrigin !== origin) {
    throw new AppError('forbidden', `The gateway at ${origin} calls itself ${facts.gatewayOrigin}.`);
  }
  if (isPairing && options.offeredToken) {
    const joinTokenHash = hashJoinToken(options.offeredToken);
    const agreed: LinkPin = { format: 'gaianet.link/1', ...facts, joinTokenHash };
    writeLinkPin(options.home, agreed);
    return agreed;
  }
  if (pin?.gatewayOrigin === origin && isSameController(pin, facts)) return pin;
  throw new AppError(
    'forbidden',
    `The gateway names ${facts.controller} as controller, but this node was paired with ${pin?.controller ?? 'none'}; pair it again with a new join token if that is meant.`,
  );
}

function isSameController(pin: LinkPin, facts: LinkFacts): boolean {
  return isAddressEqual(pin.controller as `0x${string}`, facts.controller as `0x${string}`);
}

function outOfTurn(type: string): AppError {
  return new AppError('upstream_failed', `The gateway said "${type}" out of turn.`);
}
