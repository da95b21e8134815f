import { type Duplex, pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '#protocol/errors.ts';

/** The bytes of a body, unpacked, as they come. Throws `too_large` as soon as there are more than `maxBytes`, before they are kept. */
export async function* readBounded(
  body: Readable,
  answer: { encoding: string | undefined; maxBytes: number; host: string },
): AsyncGenerator<Uint8Array> {
  const { maxBytes, host } = answer;
  const stream = unpack(body, answer);
  let received = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      received += chunk.byteLength;
      if (received > maxBytes) {
        throw new AppError('too_large', `${host} sent more than ${maxBytes.toLocaleString('en')} bytes.`);
      }
      yield chunk;
    }
  } finally {
    stream.destroy();
    body.destroy();
  }
}

/** We ask for no encoding, but some hosts send one all the same. */
function unpack(body: Readable, { encoding, host }: { encoding: string | undefined; host: string }): Readable {
  if (encoding === undefined || encoding === '' || encoding.toLowerCase() === 'identity') return body;
  const unpacker = unpackers[encoding.toLowerCase()]?.();
  if (!unpacker) throw new AppError('upstream_failed', `${host} sent an encoding that is not known here: ${encoding}.`);
  pipeline(body, unpacker, () => undefined);
  return unpacker;
}

const unpackers: Record<string, () => Duplex> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
