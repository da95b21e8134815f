import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LocalTestServer, type Sending, sendBytes, serveLocally } from '#runtime/testing/serve-locally.ts';
import { writeZip } from './write-zip.ts';

export interface TestIndex extends LocalTestServer {
  /** Address of the simple index. */
  indexUrl: string;
  /** How the next downloads of the wheel go; whole by default. */
  next: Partial<Sending>[];
}

const wheelName = 'tiny_model-1.0-py3-none-any.whl';

/** A package index on this machine with one wheel of `tiny-model` 1.0 that holds these files; as PEP 691 JSON or the HTML of PEP 503. */
export async function openTestIndex(
  files: { path: string; bytes: Uint8Array }[],
  options: { form?: 'json' | 'html'; sha256?: string; answer?: (request: IncomingMessage) => boolean } = {},
): Promise<TestIndex> {
  const wheel = writeZip(files);
  const sha256 = options.sha256 ?? hash('sha256', wheel);
  const next: Partial<Sending>[] = [];
  const listing = options.form === 'html' ? html(sha256) : json(sha256);
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (options.answer?.(request) === false) response.writeHead(401).end();
    else if (request.url === '/simple/tiny-model/') response.setHeader('content-type', listing.type).end(listing.text);
    else if (request.url === `/files/${wheelName}`) sendBytes(request, response, { bytes: wheel, ...next.shift() });
    else response.writeHead(404).end();
  };
  const server = await serveLocally(answer);
  return { ...server, indexUrl: `${server.url}/simple`, next };
}

function json(sha256: string) {
  const file = { filename: wheelName, url: `../../files/${wheelName}`, hashes: { sha256 } };
  const other = { filename: 'tiny_model-0.9-py3-none-any.whl', url: 'https://a.example/x.whl', hashes: { sha256 } };
  return { type: 'application/vnd.pypi.simple.v1+json', text: JSON.stringify({ files: [other, file] }) };
}

function html(sha256: string) {
  const link = `<a href="../../files/${wheelName}#sha256=${sha256}" data-requires-python="&gt;=3.8">${wheelName}</a>`;
  return { type: 'text/html; charset=utf-8', text: `<!doctype html><html><body>${link}<br/></body></html>` };
}
