import { AppError } from '#protocol/errors.ts';
import { type ByteReader, openByteReader } from './open-byte-reader.ts';
import { tarBlockBytes, tarHeader, tarPadding, tarPathBytes } from './tar-header.ts';

export interface TarBounds {
  maxFiles: number;
  /** Longest file, and all files together. */
  maxBytes: number;
}

export interface TarEntry {
  path: string;
  sizeBytes: number;
  /** Read it before asking for the next entry; what isn't read is skipped. */
  content: AsyncIterable<Uint8Array>;
}

/**
 * The files of a canonical tar, one after another. Anything else than what `writeTar` would have written is refused with
 * `unreadable_document`: other headers, paths out of order or twice, links, `../`, stray bytes, a missing end; more or larger files than
 * the bounds with `too_large`.
 */
export async function* readTar(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  bounds: TarBounds,
): AsyncGenerator<TarEntry, void, undefined> {
  const reader = openByteReader(source);
  try {
    let previous = '';
    let total = 0;
    for (let files = 1; ; files += 1) {
      const head = await readHead(reader);
      if (!head) break;
      total += head.sizeBytes;
      assertInBounds({ files, total, path: head.path }, bounds);
      if (head.path <= previous) throw damaged(`"${head.path}" comes twice or out of order`);
      previous = head.path;
      yield* readEntry(reader, head);
    }
    await assertEnded(reader);
  } finally {
    await reader.close();
  }
}

interface Head {
  path: string;
  sizeBytes: number;
}

/** The next header; undefined at the block of zeros that ends a tar. */
async function readHead(reader: ByteReader): Promise<Head | undefined> {
  const block = await reader.take(tarBlockBytes);
  if (block.byteLength < tarBlockBytes) throw damaged('it ends before its end mark');
  if (isZero(block)) return undefined;

  const text = new TextDecoder('latin1').decode(block);
  const path = text.slice(0, tarPathBytes).split('\0', 1)[0] ?? '';
  const digits = text.slice(124, 135);
  if (!/^[0-7]{11}$/.test(digits)) throw damaged('a header is not that of a bundle');
  const head = { path, sizeBytes: Number.parseInt(digits, 8) };
  if (!isEqual(block, canonicalHeader(head))) throw damaged(`the header of "${path}" is not that of a bundle`);
  return head;
}

function canonicalHeader(head: Head): Uint8Array {
  try {
    return tarHeader(head.path, head.sizeBytes);
  } catch (cause) {
    throw new AppError('unreadable_document', cause instanceof AppError ? cause.message : undefined, { cause });
  }
}

async function* readEntry(reader: ByteReader, head: Head): AsyncGenerator<TarEntry, void, undefined> {
  let left = head.sizeBytes;
  async function* content(): AsyncGenerator<Uint8Array, void, undefined> {
    while (left > 0) {
      const [part] = await readSome(reader, left);
      if (!part) throw damaged(`it ends inside "${head.path}"`);
      left -= part.byteLength;
      yield part;
    }
  }
  yield { ...head, content: content() };
  for await (const _skipped of content());
  const padding = await reader.take(tarPadding(head.sizeBytes));
  if (padding.byteLength !== tarPadding(head.sizeBytes) || !isZero(padding)) {
    throw damaged(`"${head.path}" is not padded with zeros`);
  }
}

/** At most 64 KiB, so that content can be left off at any part. */
async function readSome(reader: ByteReader, left: number): Promise<Uint8Array[]> {
  const part = await reader.take(Math.min(left, 65_536));
  return part.byteLength > 0 ? [part] : [];
}

async function assertEnded(reader: ByteReader): Promise<void> {
  const end = await reader.take(tarBlockBytes + 1);
  if (end.byteLength !== tarBlockBytes || !isZero(end)) throw damaged('its end mark is wrong, or something follows it');
}

function assertInBounds(seen: { files: number; total: number; path: string }, bounds: TarBounds): void {
  if (seen.files > bounds.maxFiles) {
    throw new AppError('too_large', `The bundle holds more than ${bounds.maxFiles} files.`);
  }
  if (seen.total > bounds.maxBytes) {
    throw new AppError(
      'too_large',
      `With "${seen.path}" the bundle holds more than ${bounds.maxBytes} bytes, the limit here.`,
    );
  }
}

function damaged(what: string): AppError {
  return new AppError('unreadable_document', `This is not a whole GaiaNet bundle: ${what}. Download it again.`);
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index]);
}
