import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { CID } from 'multiformats/cid';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import type { IpfsNode } from '#server/deps-type.ts';

const addedSchema = z.object({ Hash: z.string().min(1) });
const refusalSchema = z.object({ Message: z.string() });

/** As `computeCid` cuts and names blocks. */
const form = { 'cid-version': '1', 'raw-leaves': 'true', chunker: 'size-262144', trickle: 'false', pin: 'true' };

/** An IPFS node by Kubo's HTTP API (`/api/v0/add`, `/api/v0/cat`), at the origin given. Content is streamed. */
export function openIpfsNode(apiUrl: string): IpfsNode {
  return {
    async pin(content, name) {
      const url = new URL('/api/v0/add', apiUrl);
      url.search = new URLSearchParams({ ...form, progress: 'false' }).toString();
      const boundary = `gaianet-${randomUUID()}`;
      const body = Readable.toWeb(Readable.from(fileForm(content, { boundary, name }))) as ReadableStream<Uint8Array>;
      const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      const request = { method: 'POST', headers, body, duplex: 'half', redirect: 'error' } as const;
      const response = await fetch(url, request).catch(lost(url));
      const text = await response.text().catch(() => '');
      if (!response.ok) throw refused(response.status, text);
      return readAdded(text);
    },
    async *read(cid) {
      const url = new URL('/api/v0/cat', apiUrl);
      url.searchParams.set('arg', cid);
      const response = await fetch(url, { method: 'POST', redirect: 'error' }).catch(lost(url));
      if (!response.ok) throw refused(response.status, await response.text().catch(() => ''));
      try {
        yield* response.body ?? [];
      } catch (cause) {
        lost(url)(cause);
      }
    },
  };
}

/** Turns what happened on the way into a sentence; what has one keeps it. */
function lost(url: URL): (cause: unknown) => never {
  return (cause) => {
    if (cause instanceof AppError) throw cause;
    const sentence = `The IPFS node at ${url.origin} can't be reached, or broke off; check GAIA_IPFS_API and that it runs.`;
    throw new AppError('upstream_failed', sentence, { cause });
  };
}

/** One file as a form, part by part. */
async function* fileForm(
  content: AsyncIterable<Uint8Array>,
  { boundary, name }: { boundary: string; name: string },
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  const file = `form-data; name="file"; filename="${encodeURIComponent(name)}"`;
  yield encoder.encode(
    `--${boundary}\r\ncontent-disposition: ${file}\r\ncontent-type: application/octet-stream\r\n\r\n`,
  );
  yield* content;
  yield encoder.encode(`\r\n--${boundary}--\r\n`);
}

/** The answer is a line of JSON for each thing added; the last is the file. */
function readAdded(text: string): string {
  const last = text.trim().split('\n').at(-1) ?? '';
  const added = addedSchema.safeParse(parseJson(last));
  const cid = added.success ? readCid(added.data.Hash) : null;
  if (cid) return cid;
  throw new AppError('upstream_failed', 'The IPFS node named no content identifier; it may not be Kubo-compatible.');
}

/** In the form of `computeCid`, whatever version and alphabet the node writes; null for what is no identifier. */
function readCid(text: string): string | null {
  try {
    return CID.parse(text).toV1().toString();
  } catch {
    return null;
  }
}

function refused(status: number, text: string): AppError {
  const refusal = refusalSchema.safeParse(parseJson(text));
  const why = refusal.success ? `: ${refusal.data.Message.slice(0, 300)}` : '';
  return new AppError('upstream_failed', `The IPFS node answered ${status}${why}; look into its log and try again.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
