import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { PassThrough, type Readable, type Transform } from 'node:stream';
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

/** The bytes of one entry. */
export async function openZipEntry(file: string, entry: ZipEntry): Promise<Readable> {
  const handle = await open(file, 'r');
  try {
    const header = await read(handle, { position: entry.headerOffset, length: 30 });
    const start = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (entry.compressedBytes === 0) return createReadStream(file, { start, end: start }).take(0);
    const bytes = createReadStream(file, { start, end: start + entry.compressedBytes - 1 });
    return bytes.pipe(decoder(entry));
  } finally {
    await handle.close();
  }
}

function decoder({ method, path }: ZipEntry): Transform {
  if (method === 0) return new PassThrough();
  if (method === 8) return createInflateRaw();
  throw new AppError('invalid_input', `${path} is compressed in a way that is not supported.`);
}

async function read(handle: FileHandle, part: { position: number; length: number }): Promise<Buffer> {
  const buffer = Buffer.alloc(part.length);
  const { bytesRead } = await handle.read(buffer, 0, part.length, part.position);
  return buffer.subarray(0, bytesRead);
}
