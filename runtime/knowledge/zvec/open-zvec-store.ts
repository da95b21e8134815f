import { AppError } from '#protocol/errors.ts';
import type { ScoredPoint, StoredPoint, VectorStore } from '#runtime/knowledge/vector-store.ts';
import { StoreChild, type StoreChildOptions } from './store-child-process.ts';

/** Points sent to the child in one message. */
const batchSize = 256;

export interface ZvecStore extends VectorStore {
  /** Process that holds the files; changes after a crash. */
  readonly pid: number | undefined;
  /** Times the child has died since this store was opened. */
  readonly crashes: number;
}

/**
 * Opens the collections of a folder with zvec in a process of its own, whose crash hurts only the calls in flight: they
 * fail with `engine_crashed`, the child starts again, and what was acknowledged is there. One process a folder.
 */
export async function openZvecStore(options: StoreChildOptions): Promise<ZvecStore> {
  const store = new ChildStore(options);
  try {
    await store.child.ready();
  } catch (error) {
    await store.close();
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    const remedy = 'check that its folder can be written and that no other node uses it';
    throw new AppError('engine_crashed', `The vector store could not start (${reason}); ${remedy}.`, { cause: error });
  }
  return store;
}

class ChildStore implements ZvecStore {
  readonly child: StoreChild;

  constructor(options: StoreChildOptions) {
    this.child = new StoreChild(options);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get crashes(): number {
    return this.child.crashes;
  }

  createCollection(name: string, options: { dimensions: number }): Promise<void> {
    return this.child.call('createCollection', [name, options]);
  }

  dropCollection(name: string): Promise<void> {
    return this.child.call('dropCollection', [name]);
  }

  listCollections(): Promise<string[]> {
    return this.child.call('listCollections', []);
  }

  async upsert(name: string, points: StoredPoint[]): Promise<void> {
    for (let start = 0; start === 0 || start < points.length; start += batchSize) {
      await this.child.call('upsert', [name, points.slice(start, start + batchSize)]);
    }
  }

  remove(name: string, ids: string[]): Promise<void> {
    return this.child.call('remove', [name, ids]);
  }

  searchDense(name: string, vector: Float32Array, limit: number): Promise<ScoredPoint[]> {
    return this.child.call('searchDense', [name, vector, limit]);
  }

  searchText(name: string, query: string, limit: number): Promise<ScoredPoint[]> {
    return this.child.call('searchText', [name, query, limit]);
  }

  fetch(name: string, ids: string[]): Promise<StoredPoint[]> {
    return this.child.call('fetch', [name, ids]);
  }

  listIds(name: string): Promise<string[]> {
    return this.child.call('listIds', [name]);
  }

  count(name: string): Promise<number> {
    return this.child.call('count', [name]);
  }

  optimize(name: string): Promise<void> {
    return this.child.call('optimize', [name]);
  }

  close(): Promise<void> {
    return this.child.close();
  }
}
