import { type Address, type Hex, sha256, stringToBytes } from 'viem';
import { controlPath } from './control-path.ts';
import { newNonce } from './new-nonce.ts';
import { controlHeaders, type TypedSigner } from './typed-messages.ts';

/** Life of a signed control request; nodes refuse one that lives longer than `maxControlLifeSeconds`. */
const controlLifeSeconds = 120;
export const maxControlLifeSeconds = 300;

export interface ControlRequestToSign {
  node: Address;
  method: string;
  /** Path with query, as the node sees it. */
  path: string;
  body?: Uint8Array | string | undefined;
  now: Date;
  nonce?: Hex;
}

/** Signs a control request and returns the headers that carry the signature, its nonce and its expiry (Unix seconds). */
export async function signControlRequest(
  signer: TypedSigner,
  request: ControlRequestToSign,
): Promise<Record<string, string>> {
  const nonce = request.nonce ?? newNonce();
  const expiresAt = BigInt(Math.floor(request.now.getTime() / 1000) + controlLifeSeconds);
  const signature = await signer.signTypedMessage('ControlRequest', {
    node: request.node,
    method: request.method.toUpperCase(),
    path: controlPath(request.path),
    bodyHash: bodyHash(request.body),
    nonce,
    expiresAt,
  });
  return {
    [controlHeaders.signature]: signature,
    [controlHeaders.nonce]: nonce,
    [controlHeaders.expiresAt]: expiresAt.toString(),
  };
}

/** SHA-256 of the body's bytes; no body is the empty string. */
export function bodyHash(body: Uint8Array | string | undefined): Hex {
  return sha256(typeof body === 'string' ? stringToBytes(body) : (body ?? new Uint8Array()));
}
