import { secretOf } from '#runtime/tools/secret-of.ts';
import type { RemoteCall, RemoteParts } from '#runtime/tools/tool-call.ts';
import type { ToolRequest } from './build-tool-request.ts';

/** A request with its proof, and the words in it that nobody may read. */
export interface AuthorizedRequest {
  request: ToolRequest;
  hidden: string[];
}

/** Adds to a request what the tool's auth slot says. Throws `invalid_input` for a slot that isn't filled. */
export async function authorize(
  parts: Pick<RemoteParts, 'tokens' | 'grants'>,
  call: RemoteCall,
  request: ToolRequest,
): Promise<AuthorizedRequest> {
  const { auth } = call.definition.target;
  if (auth.kind === 'none') return { request, hidden: [] };
  const secret = secretOf(call.secrets, auth.secret);
  if (auth.kind === 'header') return withHeader(request, { name: auth.name, value: secret, secret });
  if (auth.kind === 'bearer') return withHeader(request, { name: 'authorization', value: `Bearer ${secret}`, secret });
  if (auth.kind === 'query') {
    const url = new URL(request.url);
    url.searchParams.set(auth.name, secret);
    return { request: { ...request, url: url.href }, hidden: [secret] };
  }
  if (auth.kind === 'sign-in') {
    const value = `Bearer ${await parts.grants.token(secret)}`;
    return { ...withHeader(request, { name: 'authorization', value, secret }), hidden: parts.grants.words(secret) };
  }
  const { timeoutMs } = call.definition;
  const token = await parts.tokens.token({ auth, secret, timeoutMs, signal: call.signal });
  const withToken = withHeader(request, { name: 'authorization', value: `Bearer ${token}`, secret });
  return { ...withToken, hidden: [secret, token] };
}

function withHeader(
  request: ToolRequest,
  { name, value, secret }: { name: string; value: string; secret: string },
): AuthorizedRequest {
  return {
    request: { ...request, headers: { ...request.headers, [name.toLowerCase()]: value } },
    hidden: [secret],
  };
}
