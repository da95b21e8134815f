import { openTokenIssuer, type TokenIssuer, type TokenIssuerOptions } from './open-token-issuer.ts';
import { type McpTestPlace, type McpTestServer, serveMcp } from './serve-mcp.ts';

export interface SignInTestOptions extends TokenIssuerOptions {
  /** Whether it registers clients; it does unless told otherwise. */
  registers?: boolean;
  /** What its description says instead. */
  metadata?: (origin: string) => Record<string, unknown>;
  /** What the MCP server says of itself instead. */
  resource?: (origin: string) => Record<string, unknown>;
}

export interface SignInTestServer extends McpTestServer, Pick<TokenIssuer, 'asked' | 'clients' | 'withdraw'> {
  /** What a browser does: opens the page and is sent back to where it came from. */
  visit(authorizationUrl: string): Promise<URL>;
}

/** A real MCP server over HTTPS whose tools are only for people who signed in: authorization code with PKCE, registration of clients, refresh tokens that are good once. */
export async function serveSignIn(
  options: SignInTestOptions = {},
  place: McpTestPlace = {},
): Promise<SignInTestServer> {
  const service = openTokenIssuer(options);
  const answer = async (request: Request) => {
    const { origin, pathname, searchParams } = new URL(request.url);
    switch (pathname) {
      case '/mcp':
        return service.admits(request.headers) ? null : challenge(origin);
      case '/.well-known/oauth-protected-resource/mcp':
        return Response.json({ ...describeResource(origin), ...options.resource?.(origin) });
      case '/.well-known/oauth-authorization-server':
        return Response.json({ ...describeIssuer(origin, options), ...options.metadata?.(origin) });
      case '/register':
        return service.register(await request.json());
      case '/authorize':
        return service.authorize(origin, searchParams);
      case '/token':
        return service.exchange(new URLSearchParams(await request.text()), request.headers.get('authorization'));
      default:
        return new Response('not found', { status: 404 });
    }
  };
  const server = await serveMcp(service.admits, answer, place);
  return {
    ...server,
    ...{ asked: service.asked, clients: service.clients, withdraw: service.withdraw },
    async visit(authorizationUrl) {
      const answer = service.authorize(server.origin, new URL(authorizationUrl).searchParams);
      const location = answer.headers.get('location');
      if (location === null) throw new Error(await answer.text());
      return new URL(location);
    },
  };
}

function challenge(origin: string): Response {
  const where = `${origin}/.well-known/oauth-protected-resource/mcp`;
  const says = `Bearer resource_metadata="${where}", scope="tools.read"`;
  return new Response('sign in first', { status: 401, headers: { 'www-authenticate': says } });
}

function describeResource(origin: string) {
  return { resource: `${origin}/mcp`, authorization_servers: [origin], scopes_supported: ['tools.read'] };
}

function describeIssuer(origin: string, { registers = true }: SignInTestOptions) {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    ...(registers && { registration_endpoint: `${origin}/register` }),
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: ['tools.read', 'offline_access'],
  };
}
