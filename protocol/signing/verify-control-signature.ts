import type { Address, Hex } from 'viem';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { controlPath } from './control-path.ts';
import { isSignedBy } from './is-signed-by.ts';
import { bodyHash, maxControlLifeSeconds } from './sign-control-request.ts';
import { controlHeaders } from './typed-messages.ts';

const headersSchema = z.object({
  signature: z.string().regex(/^0x[0-9a-fA-F]{130}$/),
  nonce: z.string().regex(/^0x[0-9a-f]{64}$/),
  expiresAt: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
});

export interface ControlRequestToVerify {
  node: Address;
  controller: Address;
  method: string;
  path: string;
  body: Uint8Array;
  headers: Headers;
  now: Date;
}

/**
 * Checks signature and expiry of a control request and returns its nonce, which the caller must refuse a second time.
 * Throws `unauthenticated` when headers are missing, malformed, expired or too far ahead, `forbidden` when another key signed.
 */
export async function verifyControlSignature(
  request: ControlRequestToVerify,
): Promise<{ nonce: Hex; expiresAt: Date }> {
  const parsed = headersSchema.safeParse({
    signature: request.headers.get(controlHeaders.signature) ?? undefined,
    nonce: request.headers.get(controlHeaders.nonce) ?? undefined,
    expiresAt: request.headers.get(controlHeaders.expiresAt) ?? undefined,
  });
  if (!parsed.success) {
    throw new AppError(
      'unauthenticated',
      `Control requests must be signed by the node's controller: send ${Object.values(controlHeaders).join(', ')}.`,
    );
  }
  const { expiresAt } = parsed.data;
  const nonce = parsed.data.nonce as Hex;
  checkExpiry(expiresAt, request.now);

  const isValid = await isSignedBy(request.controller, {
    name: 'ControlRequest',
    message: {
      node: request.node,
      method: request.method.toUpperCase(),
      path: controlPath(request.path),
      bodyHash: bodyHash(request.body),
      nonce,
      expiresAt: BigInt(expiresAt),
    },
    signature: parsed.data.signature as Hex,
  });
  if (!isValid) {
    throw new AppError(
      'forbidden',
      `The signature is not that of this node's controller ${request.controller} over this request; only the account that the node was paired with can control it.`,
    );
  }
  return { nonce, expiresAt: new Date(expiresAt * 1000) };
}

function checkExpiry(expiresAt: number, now: Date): void {
  const aheadSeconds = expiresAt - now.getTime() / 1000;

  if (aheadSeconds < -limits.clockSkewSeconds) {
    throw new AppError(
      'unauthenticated',
      `The request expired ${Math.round(-aheadSeconds)} s ago by this node's clock (${now.toISOString()}); sign it again, and set the clocks if they differ.`,
    );
  }
  if (aheadSeconds > maxControlLifeSeconds + limits.clockSkewSeconds) {
    throw new AppError(
      'unauthenticated',
      `The request expires ${Math.round(aheadSeconds)} s ahead by this node's clock (${now.toISOString()}), more than the ${maxControlLifeSeconds} s allowed; set the clocks if they differ.`,
    );
  }
}
