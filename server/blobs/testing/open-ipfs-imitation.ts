import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { computeCid } from '#server/blobs/compute-cid.ts';

/** A small IPFS node on a free port: Kubo's `add` and a gateway of what was added. */
export interface IpfsImitation {
  url: string;
  /** By content identifier. */
  pinned: Map<string, Buffer>;
  /** What it answers instead, once: an error of Kubo's, or another identifier. */
  next: { status: number; body: string } | null;
  close(): Promise<void>;
}

/** Opens one. It names content as Kubo does with the options that it is given, and refuses others. */
export async function openIpfsImitation(): Promise<IpfsImitation> {
  const server = createServer((request, response) => void answer(imitation, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const imitation: IpfsImitation = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pinned: new Map(),
    next: null,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return imitation;
}

async function answer(imitation: IpfsImitation, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://ipfs');
  const body = await buffer(request);
  const { next } = imitation;
  imitation.next = null;
  const content = imitation.pinned.get(url.searchParams.get('arg') ?? url.pathname.replace('/ipfs/', ''));
  const asked = ['cid-version', 'raw-leaves', 'chunker', 'pin'].map((name) => url.searchParams.get(name)).join(' ');
  if (next) response.writeHead(next.status).end(next.body);
  else if (request.method === 'GET' || url.pathname === '/api/v0/cat')
    response.writeHead(content ? 200 : 404).end(content ?? '');
  else if (url.pathname !== '/api/v0/add' || asked !== '1 true size-262144 true') {
    response.writeHead(500).end(JSON.stringify({ Message: `not asked as expected: ${asked}`, Type: 'error' }));
  } else {
    const file = fileOf(body, request.headers['content-type'] ?? '');
    const cid = await computeCid(once(file));
    imitation.pinned.set(cid, file);
    response.end(`${JSON.stringify({ Name: cid, Hash: cid, Size: String(file.byteLength) })}\n`);
  }
}

/** The one file of a form. */
function fileOf(body: Buffer, type: string): Buffer {
  const boundary = /boundary=(.+)$/.exec(type)?.[1] ?? '';
  const start = body.indexOf('\r\n\r\n') + 4;
  return body.subarray(start, body.lastIndexOf(`\r\n--${boundary}--`));
}

async function* once(content: Uint8Array) {
  yield await Promise.resolve(content);
}
