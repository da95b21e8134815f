import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { PassThrough, pipeline, Readable, Transform } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { AppError } from '#protocol/errors.ts';

export interface ZipEntry {
  path: string;
  sizeBytes: number;
  compressedBytes: number;
  /** 0 stored, 8 deflated. */
  method: number;
  headerOffset: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const headerSignature = 0x04034b50;
const largestComment = 65_557;

/** The entries of a zip file, from its central directory (APPNOTE 4.3.12). Zip64 and unsafe paths are refused. */
export async function listZip(file: string): Promise<ZipEntry[]> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const tail = await read(handle, {
      position: Math.max(0, size - largestComment),
      length: Math.min(size, largestComment),
    });
    const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (at < 0 || tail.readUInt32LE(at) !== endSignature)
      throw new AppError('invalid_input', 'The file is not a zip file.');
    if (at + 22 > tail.length) throw new AppError('invalid_input', 'The zip file is damaged.');
    const count = tail.readUInt16LE(at + 10);
    const directory = await read(handle, { position: tail.readUInt32LE(at + 16), length: tail.readUInt32LE(at + 12) });
    return readDirectory(directory, count);
  } finally {
    await handle.close();
  }
}

function readDirectory(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature) {
      throw new AppError('invalid_input', 'The zip file is damaged.');
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const path = directory.toString('utf8', at + 46, at + 46 + nameLength);
    if (path.startsWith('/') || path.split('/').includes('..'))
      throw new AppError('invalid_input', `The zip file has an unsafe path: ${path}`);
    entries.push({
      path,
      method: directory.readUInt16LE(at + 10),
      compressedBytes: directory.readUInt32LE(at + 20),
      sizeBytes: directory.readUInt32LE(at + 24),
      headerOffset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** The bytes of one entry: as many as the directory says, or the stream ends with an error. */
export async function openZipEntry(file: string, entry: ZipEntry): Promise<Readable> {
  const start = await contentStart(file, entry);
  const bytes =
    entry.compressedBytes === 0
      ? Readable.from([])
      : createReadStream(file, { start, end: start + entry.compressedBytes - 1 });
  const content = sized(entry);
  // Destroys all of them when one fails; the reader meets the failure at `content`.
  pipeline(bytes, decoder(entry), content, () => undefined);
  return content;
}

async function contentStart(file: string, { headerOffset }: ZipEntry): Promise<number> {
  const handle = await open(file, 'r');
  try {
    const header = await read(handle, { position: headerOffset, length: 30 });
    if (header.length < 30 || header.readUInt32LE(0) !== headerSignature)
      throw new AppError('invalid_input', 'The zip file is damaged.');
    return headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}

function decoder({ method, path, compressedBytes }: ZipEntry): Transform {
  if (method === 0 || compressedBytes === 0) return new PassThrough();
  if (method === 8) return createInflateRaw();
  throw new AppError('invalid_input', `${path} is compressed in a way that is not supported.`);
}

/** Passes exactly the announced bytes: a small entry that unpacks to a disk full of them is stopped. */
function sized({ path, sizeBytes }: ZipEntry): Transform {
  const wrong = () => new AppError('invalid_input', `${path} unpacks to another size than the zip file says.`);
  let left = sizeBytes;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      left -= part.length;
      if (left < 0) done(wrong());
      else done(null, part);
    },
    flush: (done) => done(left === 0 ? null : wrong()),
  });
}

async function read(handle: FileHandle, part: { position: number; length: number }): Promise<Buffer> {
  const buffer = Buffer.alloc(part.length);
  const { bytesRead } = await handle.read(buffer, 0, part.length, part.position);
  return buffer.subarray(0, bytesRead);
}
