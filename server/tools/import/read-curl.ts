import { buildTool, type FoundArgument } from './build-tool.ts';
import { importOperation } from './import-operation.ts';
import type { ImportResult } from './import-result.ts';
import { openNames } from './open-names.ts';
import { readAddress, readQuery } from './read-address.ts';
import { type CurlCall, readCurlOptions } from './read-curl-options.ts';
import { readExampleBody } from './read-example-body.ts';
import { readHeaders } from './read-headers.ts';
import { SkipOperation } from './skip-operation.ts';
import { splitShellWords } from './split-shell-words.ts';

/** Reads curl commands: address, method, headers, body. Values in them become examples of arguments; credentials become slots and aren't kept. */
export function readCurl(text: string): ImportResult {
  const name = openNames();
  const commands = splitShellWords(text.replace(/^\s*\$\s+(?=curl\b)/gm, '')).slice(0, 200);
  const operations = commands.map((words) =>
    importOperation(labelOf(words), () => {
      const [program, ...rest] = words;
      if (!/^(?:.*\/)?curl(?:\.exe)?$/.test(program ?? '')) throw new SkipOperation('It is not a curl command.');
      return readCommand(readCurlOptions(rest), name);
    }),
  );
  const [first] = operations;
  return { format: 'cURL', title: first?.definition ? hostOf(first.definition.target.url) : 'cURL', operations };
}

function labelOf(words: string[]): string {
  return words.find((word) => /^https?:\/\//i.test(word))?.slice(0, 300) ?? words.join(' ').slice(0, 100);
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}

function readCommand(call: CurlCall, name: (wanted: string) => string) {
  if (!call.url) throw new SkipOperation('It has no address.');
  const address = readAddress(call.url);
  const host = hostOf(address.url);
  const headers = [...call.headers];
  if (call.user !== null) headers.push(['Authorization', 'Basic ']);
  const read = readHeaders(headers, host);
  const { bodyKind, arguments: sent } = readSent(call);
  const method = call.method ?? (bodyKind === 'none' ? 'GET' : 'POST');
  const path = address.url.slice(`https://${host}`.length);
  const definition = buildTool({
    name: name(`${method.toLowerCase()}${path.replace(/[{}]/g, '')}` || host),
    description: `${method} ${path || '/'} of ${host}`,
    method,
    url: address.url,
    bodyKind,
    arguments: [...address.arguments, ...sent, ...read.arguments],
    auth: read.auth,
  });
  return { definition, notes: [describeNote, ...read.notes, ...call.notes] };
}

const describeNote = 'A command has no description: write when and for what the model should call it.';

function readSent(call: CurlCall): { bodyKind: 'none' | 'json' | 'form'; arguments: FoundArgument[] } {
  const text = call.isJson ? call.parts.join('') : call.parts.join('&');
  if (call.isGet) return { bodyKind: 'none', arguments: readQuery(text) };
  const type = call.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return readExampleBody(text, call.isJson ? 'application/json' : type);
}
