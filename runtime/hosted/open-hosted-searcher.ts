import { z } from 'zod';
import { textHash } from '#protocol/control/comparison.ts';
import { AppError, errorCodes } from '#protocol/errors.ts';
import type { HostedReference } from '#protocol/hosted/hosted-reference.ts';
import { type HostedAnswer, type HostedSearch, hostedAnswerSchema } from '#protocol/hosted/hosted-search.ts';
import { limits } from '#protocol/limits.ts';
import { newNonce } from '#protocol/signing/new-nonce.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import type { SafeFetch } from '#runtime/web/safe-fetch.ts';
import type { HostedSearcher } from './hosted-searcher.ts';

export interface HostedMeans {
  identity: TypedSigner;
  /** The gateway that the node is paired with; null before pairing. It may be on a private address. */
  gatewayOrigin: () => string | null;
  /** The way to gateways that others wrote into an agent. */
  webFetch: SafeFetch;
  clock: () => Date;
}

const longestAnswerMs = 30_000;
const longestAnswerBytes = 4 * 1024 * 1024;

/** Opens the searcher of a node: each search is signed by the node, for one gateway, deed and question. */
export function openHostedSearcher(means: HostedMeans): HostedSearcher {
  return {
    async search(reference, asked, signal) {
      const gateway = new URL(reference.gateway).origin;
      const query = asked.query.slice(-limits.hostedQueryLength);
      const search = await signSearch(means, { ...reference, gateway, query, passages: asked.passages });
      const url = new URL(`/hosted/${reference.deedId}/search`, gateway).href;
      const { status, text } = await post(means, { url, body: JSON.stringify(search) }, signal).catch(
        (cause: unknown) => {
          signal.throwIfAborted();
          throw told(reference, cause instanceof AppError ? cause : unreachable(cause));
        },
      );
      if (status !== 200) throw told(reference, readRefusal(status, text));
      return readAnswer(reference, text);
    },
  };
}

async function signSearch(
  { identity, clock }: HostedMeans,
  { gateway, deedId, query, passages }: { gateway: string; deedId: string; query: string; passages: number },
): Promise<HostedSearch> {
  const node = identity.address;
  const nonce = newNonce();
  const expiresAt = Math.floor(clock().getTime() / 1000) + limits.hostedSearchSeconds;
  const about = { gateway, deedId: BigInt(deedId), queryHash: textHash(query), passages };
  const message = { node, ...about, nonce, expiresAt: BigInt(expiresAt) };
  return {
    node,
    query,
    passages,
    nonce,
    expiresAt,
    signature: await identity.signTypedMessage('HostedSearch', message),
  };
}

/** The node's own gateway is trusted with its address; any other must be a public one over HTTPS. */
async function post(
  { gatewayOrigin, webFetch }: HostedMeans,
  { url, body }: { url: string; body: string },
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json' };
  if (new URL(url).origin !== gatewayOrigin()) {
    const bounds = { timeoutMs: longestAnswerMs, maxBytes: longestAnswerBytes };
    const answer = await webFetch({ url, method: 'POST', headers, body, ...bounds, signal });
    return { status: answer.status, text: new TextDecoder().decode(answer.body) };
  }
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(longestAnswerMs)]);
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: bounded });
  return { status: response.status, text: await response.text() };
}

const errorSchema = z.object({ error: z.object({ message: z.string().max(2_000), code: z.enum(errorCodes) }) });

function readRefusal(status: number, text: string): AppError {
  const parsed = errorSchema.safeParse(parseJson(text));
  if (parsed.success) return new AppError(parsed.data.error.code, parsed.data.error.message);
  return new AppError('upstream_failed', `Its creator's gateway answered ${status}.`);
}

function readAnswer(reference: HostedReference, text: string): HostedAnswer {
  const parsed = hostedAnswerSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw told(
    reference,
    new AppError('upstream_failed', "Its creator's gateway sent something that is no search result."),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unreachable(cause: unknown): AppError {
  return new AppError('upstream_failed', "Its creator's gateway can't be reached; try again later.", { cause });
}

function told({ name, deedId }: HostedReference, cause: AppError): AppError {
  return new AppError(cause.code, `“${name}” (deed ${deedId}) is searched on its creator's node. ${cause.message}`, {
    cause,
    retryAfterSeconds: cause.retryAfterSeconds,
  });
}
