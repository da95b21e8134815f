import { Agent } from 'undici';
import type { NodeClient, SecretBox } from '#server/deps-type.ts';
import { internalToken } from './internal-token.ts';
import { requestThroughGateway } from './request-through-gateway.ts';

export interface NodeClientOptions {
  /** Where the gateway's internal API answers, `http://127.0.0.1:<port>`. */
  gatewayUrl: string;
  secrets: SecretBox;
}

/** A client for nodes over the gateway's internal API. Owns its connections: close it. */
export function openNodeClient(options: NodeClientOptions): NodeClient & { close(): Promise<void> } {
  // A node may think for long before its first byte: who asks sets the limit, by its signal.
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  const target = { url: options.gatewayUrl, token: internalToken(options.secrets), dispatcher };

  return {
    request: (nodeAddress, request) =>
      requestThroughGateway(target, { ...request, nodeAddress, headers: request.headers ?? {} }),
    close: () => dispatcher.destroy(),
  };
}
