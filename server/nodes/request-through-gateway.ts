import { type Agent, fetch } from 'undici';
import { z } from 'zod';
import { AppError, errorCodes } from '#protocol/errors.ts';

/** A gateway instance's internal API. */
export interface GatewayTarget {
  url: string;
  token: string;
  dispatcher: Agent;
}

export interface RelayedRequest {
  nodeAddress: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Uint8Array | string | ReadableStream<Uint8Array> | null | undefined;
  signal?: AbortSignal | undefined;
  /** Set when one instance asks another: the answer comes from there or not at all. */
  isForwarded?: boolean;
}

/** Headers of the internal API: what to ask of the node, and whether the answer is the node's or the gateway's. */
export const relayHeaders = {
  method: 'x-gaia-relay-method',
  path: 'x-gaia-relay-path',
  headers: 'x-gaia-relay-headers',
  forwarded: 'x-gaia-relay-forwarded',
  answered: 'x-gaia-relay-answered',
} as const;

const refusalSchema = z.object({ error: z.object({ code: z.enum(errorCodes), message: z.string() }) });

/** Sends a request to a node by way of a gateway and streams its answer. Throws `node_offline` with the cause, `client_closed` after an abort. */
export async function requestThroughGateway(target: GatewayTarget, request: RelayedRequest): Promise<Response> {
  const answer = await send(target, request);
  const body = answer.body as ReadableStream<Uint8Array> | null;
  const headers = new Headers([...answer.headers]);

  if (!headers.has(relayHeaders.answered)) throw await refusal(target, answer);
  headers.delete(relayHeaders.answered);
  return new Response(body, { status: answer.status, headers });
}

async function send(target: GatewayTarget, request: RelayedRequest) {
  try {
    return await fetch(`${target.url}/internal/nodes/${request.nodeAddress}/request`, {
      method: 'POST',
      dispatcher: target.dispatcher,
      headers: {
        authorization: `Bearer ${target.token}`,
        [relayHeaders.method]: request.method,
        [relayHeaders.path]: request.path,
        [relayHeaders.headers]: Buffer.from(JSON.stringify(request.headers)).toString('base64'),
        ...(request.isForwarded ? { [relayHeaders.forwarded]: '1' } : {}),
      },
      body: request.body ?? null,
      duplex: 'half',
      signal: request.signal ?? null,
    });
  } catch (cause) {
    if (request.signal?.aborted) throw new AppError('client_closed', undefined, { cause });
    throw new AppError(
      'node_offline',
      `The gateway at ${target.url} can't be reached, so the node can't either; start it.`,
      {
        cause,
      },
    );
  }
}

async function refusal(target: GatewayTarget, answer: { status: number; json(): Promise<unknown> }): Promise<AppError> {
  const parsed = refusalSchema.safeParse(await answer.json().catch(() => null));
  if (parsed.success) return new AppError(parsed.data.error.code, parsed.data.error.message);
  return new AppError('upstream_failed', `The gateway at ${target.url} answered with status ${answer.status}.`);
}
