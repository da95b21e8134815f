import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { type FileObject, fileObjectSchema } from '#protocol/openai/file-object.ts';

/** Files that callers of the API uploaded; each caller sees their own and no others. */
export interface FileStore {
  /** Keeps a file. Throws `too_large`, or `insufficient_resources` when the caller's room is used up. */
  create(
    callerId: string,
    file: Pick<FileObject, 'filename' | 'purpose'> & { content: Uint8Array },
  ): Promise<FileObject>;
  /** Newest first. */
  list(callerId: string): Promise<FileObject[]>;
  /** Throws `not_found`, also for somebody else's. */
  get(callerId: string, id: string): Promise<FileObject>;
  read(callerId: string, id: string): Promise<Uint8Array>;
  remove(callerId: string, id: string): Promise<void>;
}

const idPattern = /^file-[0-9a-f]{32}$/;

/** Opens the store in a folder; a file appears whole or not at all. */
export function openFileStore(folder: string, clock: () => Date = () => new Date()): FileStore {
  const placeOf = (callerId: string) => path.join(folder, createHash('sha256').update(callerId).digest('hex'));

  async function list(callerId: string): Promise<FileObject[]> {
    const names = await readdir(placeOf(callerId)).catch(() => []);
    const facts = names.filter((name) => name.endsWith('.json')).map((name) => path.join(placeOf(callerId), name));
    const files = await Promise.all(
      facts.map(async (file) => fileObjectSchema.parse(JSON.parse(await readFile(file, 'utf8')))),
    );
    return files.toSorted((a, b) => b.id.localeCompare(a.id));
  }

  async function get(callerId: string, id: string): Promise<FileObject> {
    const text = idPattern.test(id)
      ? await readFile(path.join(placeOf(callerId), `${id}.json`), 'utf8').catch(() => null)
      : null;
    if (text === null) throw new AppError('not_found', `No file of yours has the id "${id}".`, { param: 'file_id' });
    return fileObjectSchema.parse(JSON.parse(text));
  }

  return {
    list,
    get,
    async create(callerId, { filename, purpose, content }) {
      refuseLarge(content.length);
      const used = (await list(callerId)).reduce((sum, { bytes }) => sum + bytes, 0);
      refuseFull(used + content.length);
      const id = `file-${newId(clock().getTime()).replaceAll('-', '')}`;
      const created_at = Math.floor(clock().getTime() / 1_000);
      const file: FileObject = {
        ...{ id, object: 'file', bytes: content.length, created_at, filename, purpose, status: 'processed' },
      };
      const place = placeOf(callerId);
      await mkdir(place, { recursive: true, mode: 0o700 });
      await writeFile(path.join(place, id), content, { mode: 0o600 });
      await writeFile(path.join(place, `.${id}`), JSON.stringify(file), { mode: 0o600 });
      await rename(path.join(place, `.${id}`), path.join(place, `${id}.json`));
      return file;
    },
    async read(callerId, id) {
      await get(callerId, id);
      return await readFile(path.join(placeOf(callerId), id));
    },
    async remove(callerId, id) {
      await get(callerId, id);
      await rm(path.join(placeOf(callerId), `${id}.json`));
      await rm(path.join(placeOf(callerId), id), { force: true });
    },
  };
}

function refuseLarge(bytes: number): void {
  if (bytes <= limits.fileSizeBytes) return;
  throw new AppError('too_large', `A file may have ${limits.fileSizeBytes / 1_048_576} MiB; this one has more.`, {
    param: 'file',
  });
}

function refuseFull(bytes: number): void {
  if (bytes <= limits.filesPerCallerBytes) return;
  throw new AppError(
    'insufficient_resources',
    `Your files would take more than ${limits.filesPerCallerBytes / 1_048_576} MiB together; delete some first.`,
    { param: 'file' },
  );
}
