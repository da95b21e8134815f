import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { checkS3Signature, type S3Keys } from './check-s3-signature.ts';

const imitationKeys: S3Keys = { accessKeyId: 'GAIA', secretAccessKey: 'sec/ret+&key', region: 'eu-central-1' };

/** A small S3 on a free port: one bucket `blobs`, signatures checked, objects in memory. */
export interface S3Imitation {
  /** As `S3_URL` has it. */
  url: string;
  origin: string;
  objects: Map<string, Buffer>;
  /** Uploads in parts that were begun and neither ended nor given up. */
  uploads: Map<string, Map<number, Buffer>>;
  /** Requests as `PUT /blobs/…`, oldest first. */
  seen: string[];
  /** The next answers of these methods have this status and code, or break off in the middle (`cut`). */
  fail: { method: string; status: number; code: string; times: number } | null;
  cutAfterBytes: number | null;
  /** Moves its clock, as seen by signatures. */
  aheadMs: number;
  close(): Promise<void>;
}

/** Opens one. Only what the product uses is there: objects whole and by range, uploads in parts, pre-signed reads. */
export async function openS3Imitation(): Promise<S3Imitation> {
  const server = createServer((request, response) => void answer(imitation, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const [user, password] = [imitationKeys.accessKeyId, imitationKeys.secretAccessKey].map(encodeURIComponent);
  const imitation: S3Imitation = {
    url: `http://${user}:${password}@127.0.0.1:${port}/blobs/studio?region=${imitationKeys.region}`,
    origin: `http://127.0.0.1:${port}`,
    objects: new Map(),
    uploads: new Map(),
    seen: [],
    fail: null,
    cutAfterBytes: null,
    aheadMs: 0,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return imitation;
}

async function answer(imitation: S3Imitation, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const url = new URL(request.url ?? '', imitation.origin);
  imitation.seen.push(`${request.method} ${url.pathname}`);
  const now = new Date(Date.now() + imitation.aheadMs);
  const refusal = checkS3Signature(request, { body, keys: imitationKeys, now });
  const { fail } = imitation;
  const isFailing = fail !== null && fail.times > 0 && fail.method === request.method;
  if (refusal) refuse(response, { status: 403, code: refusal });
  else if (!url.pathname.startsWith('/blobs/')) refuse(response, { status: 404, code: 'NoSuchBucket' });
  else if (isFailing) {
    fail.times -= 1;
    refuse(response, fail);
  } else if (url.searchParams.has('uploads') || url.searchParams.has('uploadId')) {
    const uploadId = url.searchParams.get('uploadId') ?? '';
    answerUpload(imitation, { request, response, body, url, uploadId });
  } else answerObject(imitation, { request, response, body, key: url.pathname });
}

interface Asked {
  request: IncomingMessage;
  response: ServerResponse;
  body: Buffer;
}

function answerObject(imitation: S3Imitation, { request, response, body, key }: Asked & { key: string }): void {
  const { objects } = imitation;
  const found = objects.get(key);
  if (request.method === 'PUT') objects.set(key, body);
  else if (request.method === 'DELETE') objects.delete(key);
  else if (found) {
    sendObject(imitation, { request, response, body: found });
    return;
  } else {
    refuse(response, { status: 404, code: 'NoSuchKey' });
    return;
  }
  response.writeHead(200).end();
}

function sendObject({ cutAfterBytes }: S3Imitation, { request, response, body }: Asked): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const part = body.subarray(Number(range?.[1] ?? 0), range?.[2] ? Number(range[2]) + 1 : undefined);
  response.writeHead(range ? 206 : 200, { 'content-length': part.byteLength });
  if (request.method === 'HEAD') response.end();
  else if (cutAfterBytes === null) response.end(part);
  else response.write(part.subarray(0, cutAfterBytes), () => response.destroy());
}

function answerUpload(
  { uploads, objects }: S3Imitation,
  { request, response, body, url, uploadId }: Asked & { url: URL; uploadId: string },
): void {
  const parts = uploads.get(uploadId);
  if (url.searchParams.has('uploads')) {
    const id = `upload-${uploads.size + 1}`;
    uploads.set(id, new Map());
    response.end(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  } else if (!parts) refuse(response, { status: 404, code: 'NoSuchUpload' });
  else if (request.method === 'PUT') {
    parts.set(Number(url.searchParams.get('partNumber')), body);
    response.writeHead(200, { etag: tagOf(body) }).end();
  } else {
    uploads.delete(uploadId);
    const whole = request.method === 'POST' ? putTogether(parts, body.toString()) : null;
    if (whole) objects.set(url.pathname, whole);
    response.end(whole ? '<CompleteMultipartUploadResult/>' : '<Error><Code>InvalidPart</Code></Error>');
  }
}

/** The parts that a list names, if it names all of them by their right tags. */
function putTogether(parts: Map<number, Buffer>, list: string): Buffer | null {
  const listed = [...list.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g)];
  const chosen = listed.map(([, number, tag]) => ({ part: parts.get(Number(number)), tag }));
  const isRight = chosen.every(({ part, tag }) => part && tagOf(part) === tag) && chosen.length === parts.size;
  return isRight ? Buffer.concat(chosen.flatMap(({ part }) => part ?? [])) : null;
}

function tagOf(part: Buffer): string {
  return `"${createHash('md5').update(part).digest('hex')}"`;
}

function refuse(response: ServerResponse, { status, code }: { status: number; code: string }): void {
  response.writeHead(status).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
}
