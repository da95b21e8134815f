import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ZVecCollection } from '@zvec/zvec';
import zvec from '@zvec/zvec';
import { fromCollectionKey, toCollectionKey } from '#runtime/knowledge/collection-key.ts';
import { collectionExists, unknownCollection } from '#runtime/knowledge/store-errors.ts';
import { collectionSchema } from './collection-schema.ts';
import { openGate } from './open-gate.ts';

/** How long a killed node's child may hold its files. */
const lockTimeoutMs = 8_000;

/** Runs while nobody reads. */
type Change = <Result>(work: () => Result) => Promise<Result>;

/** An open collection and the work under way on it. */
export interface OpenCollection {
  readonly dimensions: number;
  /** Every id, once something asked for all of them. */
  ids: Set<string> | undefined;
  /** Runs beside other reads and between the changes of a write: a search that met a change under way would return another chunk's text. */
  read<Result>(work: (collection: ZVecCollection) => Promise<Result>): Promise<Result>;
  /** Runs after earlier writes of this collection have ended; what it alters it alters through `change`. */
  write<Result>(work: (collection: ZVecCollection, change: Change) => Promise<Result>): Promise<Result>;
  /** Waits for the work under way, then lets go of the files. */
  close(): Promise<void>;
}

export interface Collections {
  create(name: string, dimensions: number): void;
  drop(name: string): Promise<void>;
  list(): string[];
  /** Opens it at first use, waiting a while for a dying process that still holds it. Throws `not_found`. */
  find(name: string): Promise<OpenCollection>;
  close(): Promise<void>;
}

/** Opens the collections of one folder; each lies in a folder of its own that appears and disappears in one step, whatever dies meanwhile. */
export function openCollections(folder: string): Collections {
  mkdirSync(folder, { recursive: true });
  sweep(folder);
  const opened = new Map<string, Promise<OpenCollection>>();
  const dropping = new Set<string>();
  const keys = () => readdirSync(folder).filter((key) => fromCollectionKey(key) !== undefined && !dropping.has(key));

  const create = (name: string, dimensions: number) => {
    const key = toCollectionKey(name);
    if (keys().includes(key)) throw collectionExists(name);
    const unfinished = join(folder, `.new-${key}`);
    zvec.ZVecCreateAndOpen(unfinished, collectionSchema(dimensions)).closeSync();
    renameSync(unfinished, join(folder, key));
  };

  const find = (name: string): Promise<OpenCollection> => {
    const key = toCollectionKey(name);
    if (!keys().includes(key)) return Promise.reject(unknownCollection(name));
    const known = opened.get(key);
    if (known) return known;
    const opening = openFiles(join(folder, key)).then(openCollection);
    opened.set(key, opening);
    opening.catch(() => opened.delete(key));
    return opening;
  };

  const drop = async (name: string) => {
    const key = toCollectionKey(name);
    if (!keys().includes(key)) return;
    dropping.add(key);
    try {
      const collection = await opened.get(key);
      await collection?.close();
      opened.delete(key);
      const dropped = join(folder, `.dropped-${key}`);
      renameSync(join(folder, key), dropped);
      rmSync(dropped, { recursive: true, force: true });
    } finally {
      dropping.delete(key);
    }
  };

  const close = async () => {
    await Promise.allSettled([...opened.values()].map(async (opening) => (await opening).close()));
    opened.clear();
  };

  return {
    create,
    drop,
    find,
    close,
    list: () =>
      keys()
        .flatMap((key) => fromCollectionKey(key) ?? [])
        .sort(),
  };
}

/** Removes what a crash left of collections being made or dropped. */
function sweep(folder: string): void {
  for (const key of readdirSync(folder)) {
    if (/^\.(?:new|dropped)-/.test(key)) rmSync(join(folder, key), { recursive: true, force: true });
  }
}

async function openFiles(path: string): Promise<ZVecCollection> {
  const deadline = Date.now() + lockTimeoutMs;
  for (;;) {
    try {
      return zvec.ZVecOpen(path);
    } catch (error) {
      const isLocked = error instanceof Error && /can't lock/i.test(error.message);
      if (!isLocked || Date.now() > deadline) throw error;
      await setTimeout(100);
    }
  }
}

function openCollection(collection: ZVecCollection): OpenCollection {
  const gate = openGate();
  let lastWrite: Promise<unknown> = Promise.resolve();

  const read = <Result>(work: (collection: ZVecCollection) => Promise<Result>) => gate.read(() => work(collection));

  const write: OpenCollection['write'] = (work) => {
    const result = lastWrite.then(() => work(collection, gate.change));
    lastWrite = result.then(forget, forget);
    return result;
  };

  const close = async () => {
    await lastWrite;
    await gate.idle();
    collection.closeSync();
  };

  return { dimensions: collection.schema.vector('dense').dimension ?? 0, ids: undefined, read, write, close };
}

function forget(): void {}
