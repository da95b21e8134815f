import { signControlRequest } from '#protocol/signing/sign-control-request.ts';
import { openAccountKey } from '#server/accounts/open-account-key.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnNode } from './find-own-node.ts';

export interface ControlRequestInput {
  ownerId: string;
  nodeId: string;
  method: string;
  /** Path with query, `/control/…`. */
  path: string;
  /** Sent as JSON, unless it is bytes already. */
  body?: object | Uint8Array;
  signal?: AbortSignal;
}

/** Signs a control request with the owner's key and sends it to one of the owner's nodes. Throws `not_found` or `node_offline`; the node's own refusals are in the response. */
export async function sendControlRequest(
  deps: Pick<Deps, 'db' | 'secrets' | 'nodes' | 'clock'>,
  input: ControlRequestInput,
): Promise<Response> {
  const node = await findOwnNode(deps, input);
  const signer = await openAccountKey(deps, { ownerId: input.ownerId });
  const body = bytesOf(input.body);
  const headers = await signControlRequest(signer, {
    node: node.address,
    method: input.method,
    path: input.path,
    body,
    now: deps.clock(),
  });
  return await deps.nodes.request(node.address, {
    method: input.method,
    path: input.path,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body && { body }),
    ...(input.signal && { signal: input.signal }),
  });
}

function bytesOf(body: object | Uint8Array | undefined): Uint8Array | undefined {
  if (body === undefined || body instanceof Uint8Array) return body;
  return new TextEncoder().encode(JSON.stringify(body));
}
