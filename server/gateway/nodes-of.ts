import { getAddress } from 'viem';
import { trustedHeaders } from '#protocol/signing/typed-messages.ts';
import type { NodeClient } from '#server/deps-type.ts';
import type { GatewayContext } from './gateway-type.ts';
import { requestNode } from './request-node.ts';

/** The nodes as operations reach them that run in the gateway itself. */
export function nodesOf(context: GatewayContext): NodeClient {
  return {
    request: (nodeAddress, { method, path, headers, body, signal }) =>
      requestNode(context, {
        ...{ nodeAddress: getAddress(nodeAddress), method, path, isForwarded: false },
        headers: new Headers({ ...headers, [trustedHeaders.scope]: 'owner', [trustedHeaders.caller]: 'gateway' }),
        body: body === undefined ? null : new Response(body as BodyInit).body,
        signal: signal ?? context.stopping,
      }),
  };
}
