import { type JsonObject, listOf, objectOf, textOf } from './json-values.ts';
import { SkipOperation } from './skip-operation.ts';

/** Where operations are served when the description itself doesn't say: its own address, or what the person entered. */
export interface ServerHints {
  address: string | null;
  server: string | null;
}

/** The HTTPS address before an operation's path. Throws `SkipOperation` when none of its servers speaks HTTPS. */
export function readServer(levels: { operation: JsonObject; path: JsonObject; root: JsonObject }, hints: ServerHints) {
  if (hints.server) return httpsOnly([hints.server]);
  const { operation, path, root } = levels;
  if (typeof root.swagger === 'string') return httpsOnly(swaggerServers(operation, root, hints));
  const given = [operation.servers, path.servers, root.servers].find(
    (servers) => Array.isArray(servers) && servers.length > 0,
  );
  const servers = given === undefined ? [{ url: '/' }] : listOf(given);
  return httpsOnly(servers.map((server) => absolute(fillVariables(objectOf(server)), hints)));
}

function fillVariables(server: JsonObject): string {
  const variables = objectOf(server.variables);
  return textOf(server.url).replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = Object.hasOwn(variables, name) ? objectOf(variables[name]) : {};
    const value = variable.default ?? listOf(variable.enum)[0];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new SkipOperation(`Its server address has {${name}}, which has no default; enter the server's address.`);
  });
}

function absolute(url: string, { address }: ServerHints): string {
  const found = address ? URL.parse(url, address) : URL.parse(url);
  if (found) return found.href;
  throw new SkipOperation(
    `Its server "${url.slice(0, 200)}" is not a whole address; enter the server's address, or import from where the description lies.`,
  );
}

function swaggerServers(operation: JsonObject, root: JsonObject, { address }: ServerHints): string[] {
  const own = address ? URL.parse(address) : null;
  const host = textOf(root.host) || own?.host;
  if (!host) throw new SkipOperation("It doesn't say its host; enter the server's address.");
  const named = [operation.schemes, root.schemes].find((list) => Array.isArray(list) && list.length > 0);
  const schemes = named === undefined ? [own?.protocol.slice(0, -1) ?? 'https'] : listOf(named).map(textOf);
  return schemes.map((scheme) => `${scheme}://${host}${textOf(root.basePath)}`);
}

function httpsOnly(servers: string[]): string {
  const found = servers.find((server) => URL.parse(server)?.protocol === 'https:');
  if (found) return found.replace(/[?#].*$/, '').replace(/\/+$/, '');
  throw new SkipOperation(`Its server ${servers.join(', ').slice(0, 200)} does not speak HTTPS.`);
}
