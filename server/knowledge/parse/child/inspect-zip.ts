import { inflateRawSync } from 'node:zlib';
import { AppError } from '#protocol/errors.ts';
import type { ParseLimits } from '#server/knowledge/parse/parse-messages.ts';

interface ZipEntry {
  path: string;
  method: number;
  isEncrypted: boolean;
  packed: Uint8Array;
}

const maxEntries = 10_000;

/**
 * Paths of an archive's files, after every one has been unpacked once within the limits: sizes that an archive claims are not believed.
 * Throws `too_large` for a zip bomb, `unreadable_document` for a damaged or encrypted archive.
 */
export function inspectZip(bytes: Uint8Array, { name, limits }: { name: string; limits: ParseLimits }): string[] {
  const maxBytes = Math.min(limits.archiveSizeBytes, Math.max(bytes.byteLength, 4_096) * limits.archiveRatio);
  const entries = readDirectory(bytes, name);
  let left = maxBytes;
  for (const entry of entries) {
    if (entry.isEncrypted) {
      throw new AppError(
        'unreadable_document',
        `"${name}" is locked with a password; remove the password and add it again.`,
      );
    }
    left -= unpackedSize(entry, { name, left });
    if (left < 0) throw bomb(name);
  }
  return entries.map(({ path }) => path);
}

function unpackedSize(entry: ZipEntry, { name, left }: { name: string; left: number }): number {
  if (entry.method === 0) return entry.packed.byteLength;
  if (entry.method !== 8) throw damaged(name, `"${entry.path.slice(0, 100)}" is packed in a way that is not known`);
  try {
    return inflateRawSync(entry.packed, { maxOutputLength: Math.max(left, 1) }).byteLength;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') throw bomb(name);
    throw damaged(name, `"${entry.path.slice(0, 100)}" can't be unpacked`);
  }
}

/** Reads the central directory (APPNOTE 4.3.12 and 4.3.16). */
function readDirectory(bytes: Uint8Array, name: string): ZipEntry[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > view.length) throw damaged(name, 'its end is missing, so it was probably cut off');
  const count = view.readUInt16LE(end + 10);
  if (count > maxEntries) throw bomb(name);
  let at = view.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      if (view.toString('latin1', at, at + 4) !== 'PK\x01\x02') throw new RangeError('no directory entry');
      entries.push(readEntry(view, at));
      at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
    }
  } catch {
    throw damaged(name, 'its directory is broken');
  }
  return entries;
}

function readEntry(view: Buffer, at: number): ZipEntry {
  const local = view.readUInt32LE(at + 42);
  const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  const packedBytes = view.readUInt32LE(at + 20);
  if (start + packedBytes > view.length) throw new RangeError('content outside the file');
  return {
    path: view.toString('utf8', at + 46, at + 46 + view.readUInt16LE(at + 28)),
    method: view.readUInt16LE(at + 10),
    isEncrypted: (view.readUInt16LE(at + 8) & 1) === 1,
    packed: view.subarray(start, start + packedBytes),
  };
}

function bomb(name: string): AppError {
  return new AppError(
    'too_large',
    `"${name}" would unpack to far more than its size, as a zip bomb does, and was not opened; save it again in Word without large pictures.`,
  );
}

function damaged(name: string, why: string): AppError {
  return new AppError(
    'unreadable_document',
    `"${name}" is damaged: ${why}. Get it again from its source, or save it again in Word.`,
  );
}
