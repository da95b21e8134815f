import {
  Client,
  type JsonSchemaValidator,
  type jsonSchemaValidator,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { productVersion } from '#protocol/product-version.ts';
import type { ToolAuth } from '#protocol/tools/tool-definition.ts';
import type { TokenSource } from '#runtime/tools/http/open-token-source.ts';
import { openWebFetch } from '#runtime/tools/open-web-fetch.ts';
import { secretOf } from '#runtime/tools/secret-of.ts';
import type { GrantSource } from '#runtime/tools/sign-in/open-grant-source.ts';
import type { SafeStream } from '#runtime/web/safe-fetch.ts';

export interface McpServerAddress {
  url: string;
  auth: ToolAuth;
  secrets: Record<string, string>;
}

/** What connections are made and proved with. */
export interface McpMeans {
  stream: SafeStream;
  tokens: TokenSource;
  grants: GrantSource;
}

export interface McpConnection {
  client: Client;
  /** Ends what is under way too. */
  close(): Promise<void>;
}

/** Connects to an MCP server over streamable HTTP. Throws what the client or the safe fetch throws. */
export async function connectMcp(
  parts: McpMeans,
  server: McpServerAddress,
  bounds: { timeoutMs: number; signal: AbortSignal },
): Promise<McpConnection> {
  const closing = new AbortController();
  const { url, ...options } = authOptions(parts, server, bounds.timeoutMs);
  const transport = new StreamableHTTPClientTransport(url, {
    ...options,
    fetch: openWebFetch(parts.stream, closing.signal),
    // A call that broke off is tried again by us, or not at all.
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1_000,
      maxReconnectionDelay: 1_000,
      reconnectionDelayGrowFactor: 1,
    },
  });
  const client = new Client(
    { name: 'gaianet-node', version: productVersion },
    { capabilities: {}, versionNegotiation: { mode: 'auto' }, jsonSchemaValidator: trustingValidator, listMaxPages: 8 },
  );
  const close = async () => {
    closing.abort();
    await client.close().catch(() => undefined);
  };
  try {
    await client.connect(transport, { timeout: bounds.timeoutMs, signal: bounds.signal });
  } catch (cause) {
    await close();
    throw cause;
  }
  return { client, close };
}

/** Results go to a model as text. To check them against a foreign schema would compile foreign patterns in this process. */
const trustingValidator: jsonSchemaValidator = {
  getValidator<Value>(): JsonSchemaValidator<Value> {
    return (input) => ({ valid: true, data: input as Value, errorMessage: undefined });
  },
};

function authOptions({ tokens, grants }: McpMeans, { url: text, auth, secrets }: McpServerAddress, timeoutMs: number) {
  const url = new URL(text);
  if (auth.kind === 'none') return { url };
  const secret = secretOf(secrets, auth.secret);
  if (auth.kind === 'header') return { url, requestInit: { headers: { [auth.name]: secret } } };
  if (auth.kind === 'query') {
    url.searchParams.set(auth.name, secret);
    return { url };
  }
  if (auth.kind === 'bearer') return { url, authProvider: { token: async () => secret } };
  if (auth.kind === 'sign-in') return { url, authProvider: grantProvider(grants, secret) };
  const request = { auth, secret, timeoutMs, signal: AbortSignal.timeout(timeoutMs) };
  return {
    url,
    authProvider: {
      token: () => tokens.token({ ...request, signal: AbortSignal.timeout(timeoutMs) }),
      onUnauthorized: async () => tokens.forget(request),
    },
  };
}

/** A token that the server refuses before its time is fetched anew, once. */
function grantProvider(grants: GrantSource, secret: string) {
  let shown = '';
  return {
    async token() {
      shown = await grants.token(secret);
      return shown;
    },
    onUnauthorized: async () => grants.refuse(secret, shown),
  };
}
