import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { verifyControlSignature } from '#protocol/signing/verify-control-signature.ts';
import type { NonceLog } from '#runtime/identity/open-nonce-log.ts';
import type { LinkPin } from '#runtime/link/read-link-pin.ts';

export interface ControlDeps {
  /** This node. */
  address: Address;
  /** What the node pinned when it was paired; `null` before. */
  pin: () => LinkPin | null;
  nonces: NonceLog;
  clock: () => Date;
}

export interface IncomingControlRequest {
  method: string;
  /** Path with query. */
  path: string;
  headers: Headers;
  body: Uint8Array;
}

/**
 * Resolves when this very request was signed by the controller that the node was paired with, in time and for the first time.
 * Throws `unauthenticated`, `forbidden` or `already_used` with the reason; whatever else fails also means no.
 */
export async function verifyControlRequest(deps: ControlDeps, request: IncomingControlRequest): Promise<void> {
  const pin = deps.pin();
  if (!pin) {
    throw new AppError(
      'unauthenticated',
      'This node has no controller yet; pair it with a join token from the studio (Nodes → Add a node).',
    );
  }
  const { nonce, expiresAt } = await verifyControlSignature({
    node: deps.address,
    controller: pin.controller as Address,
    method: request.method,
    path: request.path,
    body: request.body,
    headers: request.headers,
    now: deps.clock(),
  });
  deps.nonces.use(nonce, expiresAt);
}
