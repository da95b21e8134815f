import { createHash } from 'node:crypto';
import { isAddressEqual } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { LinkFacts } from '#protocol/link/link-messages.ts';
import { signLinkChallenge } from '#protocol/signing/sign-link-challenge.ts';
import type { Conversation, DialOptions } from './dial-gateway.ts';
import type { LinkPin } from './read-link-pin.ts';
import { writeLinkPin } from './write-link-pin.ts';

export interface JoinOptions extends DialOptions {
  /** Origin of the gateway that was dialled. */
  origin: string;
}

/**
 * The node's side of the handshake: offers its join token if it has an unused one, signs the challenge, and pins what it is
 * told when it is paired. Throws `forbidden` for a gateway or a controller that it was not paired with.
 */
export async function joinGateway(options: JoinOptions, conversation: Conversation): Promise<LinkPin> {
  const joinToken = unusedToken(options);
  if (!joinToken) checkPin(options);
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
    return acceptWelcome(options, { ...answer, joinToken });
  } catch (error) {
    if (error instanceof AppError) conversation.say({ type: 'refused', code: error.code, message: error.message });
    throw error;
  }
}

/** A token that this node was paired with already is not offered again: it could only serve to replace the controller. */
function unusedToken({ joinToken, pin }: JoinOptions): string | null {
  if (!joinToken) return null;
  return pin?.joinTokenHash === hashOf(joinToken) ? null : joinToken;
}

function checkPin({ pin, origin }: JoinOptions): void {
  if (!pin) {
    throw new AppError(
      'unauthenticated',
      'This node is not paired; create a join token in the studio (Nodes → Add a node) and start it with GAIA_JOIN_TOKEN.',
    );
  }
  if (pin.gatewayOrigin !== origin) {
    throw new AppError(
      'forbidden',
      `This node is paired with ${pin.gatewayOrigin}, not with ${origin}; correct the address, or pair it again with a new join token.`,
    );
  }
}

function acceptWelcome(
  options: JoinOptions,
  welcome: { facts: LinkFacts; isPairing: boolean; joinToken: string | null },
): LinkPin {
  const { facts, isPairing, joinToken } = welcome;
  if (facts.gatewayOrigin !== options.origin) {
    throw new AppError('forbidden', `The gateway at ${options.origin} calls itself ${facts.gatewayOrigin}.`);
  }
  if (isPairing && joinToken) {
    const pin: LinkPin = { format: 'gaianet.link/1', ...facts, joinTokenHash: hashOf(joinToken) };
    writeLinkPin(options.home, pin);
    return pin;
  }
  checkPin(options);
  if (options.pin && isSameController(options.pin, facts)) return options.pin;
  throw new AppError(
    'forbidden',
    `The gateway names ${facts.controller} as controller, but this node was paired with ${options.pin?.controller}; pair it again with a new join token if that is meant.`,
  );
}

function isSameController(pin: LinkPin, facts: LinkFacts): boolean {
  return isAddressEqual(pin.controller as `0x${string}`, facts.controller as `0x${string}`);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function outOfTurn(type: string): AppError {
  return new AppError('upstream_failed', `The gateway said "${type}" out of turn.`);
}
