import { type Hex, hexToBytes, isHex, size } from 'viem';
import { z } from 'zod';
import { AppError, errorCodes } from '#protocol/errors.ts';
import { type KeyRequest, keyAnswerSchema, keySlot } from '#protocol/licences/key-request.ts';
import type { LicensedPart } from '#protocol/licences/licences-of-agent.ts';
import { limits } from '#protocol/limits.ts';
import { openSecret } from '#protocol/secrets/seal-secret.ts';
import { newSealingSecret, sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import { newNonce } from '#protocol/signing/new-nonce.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';

export interface KeyAsker {
  identity: TypedSigner;
  /** The gateway that the node is paired with; null before pairing. */
  gatewayOrigin: () => string | null;
  clock: () => Date;
}

const longestAnswerMs = 30_000;

/**
 * Asks the node's gateway for the key of licensed content: signed by the node, answered to a key made for this request. Throws the gateway's refusal with the part's
 * name and deed, so that its owner knows what to buy; nothing else gives a key.
 */
export async function obtainKey(asker: KeyAsker, part: LicensedPart, signal: AbortSignal): Promise<Uint8Array> {
  const origin = asker.gatewayOrigin();
  const { contentRoot } = part.licence;
  if (!origin)
    throw refusal(part, new AppError('forbidden', 'This node is paired with no gateway that could give its key.'));
  const secretKey = newSealingSecret();
  const body = await signRequest(asker, { contentRoot: contentRoot as Hex, sealTo: `0x${sealingKeyOf(secretKey)}` });
  const response = await fetch(new URL(`/licensed/${contentRoot}/key`, origin), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(longestAnswerMs)]),
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw refusal(
      part,
      new AppError('upstream_failed', "The gateway that gives its key can't be reached; deploy again.", { cause }),
    );
  });
  if (!response.ok) throw refusal(part, await readRefusal(response));
  return openAnswer(part, { secretKey, answer: await response.json().catch(() => null) });
}

async function signRequest(asker: KeyAsker, asked: { contentRoot: Hex; sealTo: Hex }): Promise<KeyRequest> {
  const node = asker.identity.address;
  const nonce = newNonce();
  const expiresAt = Math.floor(asker.clock().getTime() / 1000) + limits.keyRequestSeconds;
  const message = { ...asked, node, nonce, expiresAt: BigInt(expiresAt) };
  const signature = await asker.identity.signTypedMessage('KeyRequest', message);
  return { node, sealTo: asked.sealTo, nonce, expiresAt, signature };
}

function openAnswer(part: LicensedPart, { secretKey, answer }: { secretKey: Uint8Array; answer: unknown }): Uint8Array {
  const parsed = keyAnswerSchema.safeParse(answer);
  const slot = keySlot(part.licence.contentRoot);
  const key = parsed.success ? openSecret({ secretKey, slot, sealed: parsed.data.sealedKey }) : '';
  if (isHex(key) && size(key) === 32) return hexToBytes(key);
  throw refusal(part, new AppError('upstream_failed', "The gateway's answer holds no key."));
}

const errorSchema = z.object({ error: z.object({ message: z.string().max(2_000), code: z.enum(errorCodes) }) });

async function readRefusal(response: Response): Promise<AppError> {
  const parsed = errorSchema.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new AppError(parsed.data.error.code, parsed.data.error.message);
  return new AppError('upstream_failed', `The gateway answered ${response.status} when it was asked for its key.`);
}

function refusal({ name, licence }: LicensedPart, cause: AppError): AppError {
  return new AppError(cause.code, `“${name}” is licensed content (deed ${licence.deedId}). ${cause.message}`, {
    cause,
    param: `licences.${licence.deedId}`,
  });
}
