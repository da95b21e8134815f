import type { ToolAuth } from '#protocol/tools/tool-definition.ts';
import { type JsonObject, listOf, objectOf, textOf } from './json-values.ts';
import type { References } from './open-references.ts';
import { secretSlot } from './secret-slot.ts';
import { SkipOperation } from './skip-operation.ts';

interface Found {
  auth: ToolAuth;
  notes: string[];
}

/** Client ids aren't part of a description. */
const clientIdToEnter = 'CLIENT_ID';

/** How an operation's calls prove who they are: the first way that a node can go. Throws `SkipOperation` with the reasons when it can go none. */
export function readSecurity(
  levels: { operation: JsonObject; root: JsonObject },
  input: { references: References; title: string },
): Found {
  const { operation, root } = levels;
  const ways = listOf(operation.security ?? root.security).map(objectOf);
  if (ways.length === 0) return { auth: { kind: 'none' }, notes: [] };
  const schemes = objectOf(objectOf(root.components).securitySchemes ?? root.securityDefinitions);
  const reasons: string[] = [];
  for (const way of ways) {
    const found = readWay(Object.keys(way), { schemes, way, ...input });
    if (typeof found !== 'string') return found;
    reasons.push(found);
  }
  throw new SkipOperation(`It needs ${[...new Set(reasons)].join(', or ')}, which a node can't do.`);
}

interface WayInput {
  schemes: JsonObject;
  way: JsonObject;
  references: References;
  title: string;
}

function readWay(names: string[], input: WayInput): Found | string {
  const [name, ...more] = names;
  if (name === undefined) return { auth: { kind: 'none' }, notes: [] };
  if (more.length > 0) return `${names.length} credentials at once (${names.join(', ')})`;
  const scheme = Object.hasOwn(input.schemes, name) ? input.references.follow(input.schemes[name]) : {};
  const secret = secretSlot(input.title, name);
  const note = `Enter the secret of slot ${secret}.`;
  switch (scheme.type) {
    case 'apiKey':
      return readKey(scheme, { secret, note });
    case 'basic':
      return basic(secret);
    case 'http':
      return readHttp(scheme, { secret, note });
    case 'oauth2':
      return readOauth(scheme, { secret, note, scopes: listOf(input.way[name]).map(textOf) });
    case 'openIdConnect':
      return { auth: { kind: 'bearer', secret }, notes: [signInNote(secret)] };
    case 'mutualTLS':
      return 'a client certificate';
    default:
      return `the unknown sign-in "${name.slice(0, 60)}"`;
  }
}

function readKey(scheme: JsonObject, { secret, note }: { secret: string; note: string }): Found | string {
  const name = textOf(scheme.name);
  if (scheme.in === 'cookie') return 'a cookie';
  if (scheme.in === 'header' && name) return { auth: { kind: 'header', name, secret }, notes: [note] };
  if (scheme.in === 'query' && name) return { auth: { kind: 'query', name, secret }, notes: [note] };
  return 'a key that it does not describe';
}

function readHttp(scheme: JsonObject, { secret, note }: { secret: string; note: string }): Found | string {
  const kind = textOf(scheme.scheme).toLowerCase();
  if (kind === 'bearer') return { auth: { kind: 'bearer', secret }, notes: [note] };
  return kind === 'basic' ? basic(secret) : `HTTP sign-in of the kind "${kind.slice(0, 60)}"`;
}

function basic(secret: string): Found {
  return {
    auth: { kind: 'header', name: 'Authorization', secret },
    notes: [`Enter "Basic " and the base64 of user:password as the secret of slot ${secret}.`],
  };
}

function readOauth(scheme: JsonObject, input: { secret: string; note: string; scopes: string[] }): Found | string {
  const flow = scheme.flow === 'application' ? scheme : objectOf(objectOf(scheme.flows).clientCredentials);
  const tokenUrl = textOf(flow.tokenUrl);
  if (!tokenUrl) return { auth: { kind: 'bearer', secret: input.secret }, notes: [signInNote(input.secret)] };
  if (URL.parse(tokenUrl)?.protocol !== 'https:')
    return `tokens from ${tokenUrl.slice(0, 100)}, which is no HTTPS address`;
  const scope = input.scopes.join(' ').slice(0, 500);
  return {
    auth: { kind: 'oauth2', tokenUrl, clientId: clientIdToEnter, scope, secret: input.secret },
    notes: [`Enter your client id in place of ${clientIdToEnter}.`, input.note],
  };
}

function signInNote(secret: string): string {
  return `A person signs in at this service: enter an access token as the secret of slot ${secret}, and a new one when it has expired.`;
}
