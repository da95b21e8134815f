import { createHash } from 'node:crypto';
import { AppError } from '#protocol/errors.ts';
import type { LinkPin } from './read-link-pin.ts';

export interface PairingState {
  joinToken: string | undefined;
  pin: LinkPin | null;
  /** Origin of the gateway to be dialled. */
  origin: string;
}

/**
 * The join token that the node offers; `null` when it has none that is unused and relies on its pairing. A token that it was
 * paired with already is not offered again: it could only serve to replace the controller. Throws `unauthenticated` when the
 * node is not paired at all, `forbidden` when it is paired with another gateway.
 */
export function offeredToken({ joinToken, pin, origin }: PairingState): string | null {
  if (joinToken && pin?.joinTokenHash !== hashJoinToken(joinToken)) return joinToken;
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
  return null;
}

/** SHA-256 of a join token, hexadecimal. */
export function hashJoinToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
