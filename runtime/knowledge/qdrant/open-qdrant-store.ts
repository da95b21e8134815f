import { QdrantClient } from '@qdrant/js-client-rest';
import { AppError } from '#protocol/errors.ts';
import { checkPoints, checkVector } from '#runtime/knowledge/check-points.ts';
import { fromCollectionKey, toCollectionKey } from '#runtime/knowledge/collection-key.ts';
import { collectionExists, storeClosed, unknownCollection } from '#runtime/knowledge/store-errors.ts';
import { storedPassageSchema } from '#runtime/knowledge/stored-passage-schema.ts';
import { indexedText } from '#runtime/knowledge/text/indexed-text.ts';
import type { ScoredPoint, StoredPoint, VectorStore } from '#runtime/knowledge/vector-store.ts';
import { toChunkId, toPointId } from './point-id.ts';
import { toSparseQuery, toSparseVector } from './to-sparse-vector.ts';

const batchSize = 256;
const pageSize = 1_000;
const requestTimeoutMs = 30_000;

export interface QdrantStoreOptions {
  /** Server address (`http://localhost:6333`). */
  url: string;
  apiKey?: string | undefined;
  /** Begins the name of every collection, so that several nodes can share a server. */
  prefix?: string | undefined;
}

/** Opens the collections of a Qdrant server that carry the prefix. The first call, not this one, finds out whether the server answers; then `upstream_failed` or `upstream_timeout`. */
export function openQdrantStore({ url, apiKey, prefix = 'gaianet-' }: QdrantStoreOptions): VectorStore {
  const client = new QdrantClient({
    url,
    ...(apiKey && { apiKey }),
    timeout: requestTimeoutMs,
    checkCompatibility: false,
  });
  return new QdrantStore(client, prefix);
}

class QdrantStore implements VectorStore {
  private readonly client: QdrantClient;
  private readonly prefix: string;
  private readonly dimensions = new Map<string, number>();
  private isClosed = false;

  constructor(client: QdrantClient, prefix: string) {
    this.client = client;
    this.prefix = prefix;
  }

  async createCollection(name: string, { dimensions }: { dimensions: number }): Promise<void> {
    const key = this.key(name);
    const { exists } = await this.ask(name, () => this.client.collectionExists(key));
    if (exists) throw collectionExists(name);
    await this.ask(name, () =>
      this.client.createCollection(key, {
        vectors: { dense: { size: dimensions, distance: 'Cosine' } },
        sparse_vectors: { text: { modifier: 'idf' } },
      }),
    );
  }

  async dropCollection(name: string): Promise<void> {
    this.dimensions.delete(name);
    const key = this.key(name);
    const { exists } = await this.ask(name, () => this.client.collectionExists(key));
    if (exists) await this.ask(name, () => this.client.deleteCollection(key));
  }

  async listCollections(): Promise<string[]> {
    const { collections } = await this.ask('', () => this.client.getCollections());
    return collections
      .filter((collection) => collection.name.startsWith(this.prefix))
      .flatMap((collection) => fromCollectionKey(collection.name.slice(this.prefix.length)) ?? [])
      .sort();
  }

  async upsert(name: string, points: StoredPoint[]): Promise<void> {
    checkPoints(points, await this.findDimensions(name));
    for (let start = 0; start < points.length; start += batchSize) {
      const batch = points.slice(start, start + batchSize).map(toPoint);
      await this.ask(name, () => this.client.upsert(this.key(name), { wait: true, points: batch }));
    }
  }

  async remove(name: string, ids: string[]): Promise<void> {
    await this.findDimensions(name);
    for (let start = 0; start < ids.length; start += pageSize) {
      const points = ids.slice(start, start + pageSize).map(toPointId);
      await this.ask(name, () => this.client.delete(this.key(name), { wait: true, points }));
    }
  }

  async searchDense(name: string, vector: Float32Array, limit: number): Promise<ScoredPoint[]> {
    checkVector(vector, await this.findDimensions(name), 'The query vector');
    return this.search(name, { query: [...vector], using: 'dense', limit });
  }

  async searchText(name: string, query: string, limit: number): Promise<ScoredPoint[]> {
    await this.findDimensions(name);
    const sparse = toSparseQuery(query);
    if (sparse.indices.length === 0) return [];
    return this.search(name, { query: sparse, using: 'text', limit });
  }

  async fetch(name: string, ids: string[]): Promise<StoredPoint[]> {
    await this.findDimensions(name);
    const found = new Map<string, StoredPoint>();
    for (let start = 0; start < ids.length; start += batchSize) {
      const batch = ids.slice(start, start + batchSize).map(toPointId);
      const query = { ids: batch, with_payload: true, with_vector: ['dense'] };
      for (const record of await this.ask(name, () => this.client.retrieve(this.key(name), query))) {
        const id = toChunkId(record.id);
        found.set(id, { id, vector: toDense(record.vector), passage: storedPassageSchema.parse(record.payload) });
      }
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  async listIds(name: string): Promise<string[]> {
    const ids: string[] = [];
    let offset: string | number | undefined;
    do {
      const query = {
        limit: pageSize,
        with_payload: false,
        with_vector: false,
        ...(offset !== undefined && { offset }),
      };
      const page = await this.ask(name, () => this.client.scroll(this.key(name), query));
      ids.push(...page.points.map((point) => toChunkId(point.id)));
      const next = page.next_page_offset;
      offset = typeof next === 'string' || typeof next === 'number' ? next : undefined;
    } while (offset !== undefined);
    return ids;
  }

  async count(name: string): Promise<number> {
    const { count } = await this.ask(name, () => this.client.count(this.key(name), { exact: true }));
    return count;
  }

  /** Qdrant builds its indexes by itself. */
  async optimize(name: string): Promise<void> {
    await this.findDimensions(name);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  private async search(
    name: string,
    query: { query: number[] | { indices: number[]; values: number[] }; using: string; limit: number },
  ): Promise<ScoredPoint[]> {
    if (query.limit === 0) return [];
    const { points } = await this.ask(name, () => this.client.query(this.key(name), { ...query, with_payload: true }));
    return points.map(({ id, score, payload }) => ({
      id: toChunkId(id),
      score,
      passage: storedPassageSchema.parse(payload),
    }));
  }

  private key(name: string): string {
    return this.prefix + toCollectionKey(name);
  }

  private async findDimensions(name: string): Promise<number> {
    const known = this.dimensions.get(name);
    if (known !== undefined && !this.isClosed) return known;
    const { config } = await this.ask(name, () => this.client.getCollection(this.key(name)));
    const vectors = config.params.vectors;
    const dense: unknown = vectors && 'dense' in vectors ? vectors.dense : undefined;
    const isKnown = typeof dense === 'object' && dense !== null && 'size' in dense && typeof dense.size === 'number';
    if (!isKnown) throw new AppError('conflict', `The Qdrant collection "${name}" was not made by this program.`);
    this.dimensions.set(name, Number(dense.size));
    return Number(dense.size);
  }

  private async ask<Result>(name: string, call: () => Promise<Result>): Promise<Result> {
    if (this.isClosed) throw storeClosed();
    try {
      return await call();
    } catch (error) {
      if (statusOf(error) === 404) this.dimensions.delete(name);
      throw toAppError(error, name);
    }
  }
}

function toPoint({ id, vector, passage }: StoredPoint) {
  const { text } = indexedText(passage);
  return {
    id: toPointId(id),
    vector: { dense: [...vector], text: toSparseVector(text) },
    payload: { ...passage, text: passage.text.toWellFormed() },
  };
}

function toDense(vector: unknown): Float32Array {
  const isNamed = typeof vector === 'object' && vector !== null && 'dense' in vector;
  return Float32Array.from(isNamed && Array.isArray(vector.dense) ? vector.dense : []);
}

function toAppError(error: unknown, name: string): AppError {
  const status = statusOf(error);
  if (status === 404) return unknownCollection(name);
  if (status === 409) return collectionExists(name);
  if (error instanceof Error && error.name === 'QdrantClientTimeoutError') {
    const seconds = requestTimeoutMs / 1_000;
    return new AppError(
      'upstream_timeout',
      `Qdrant did not answer within ${seconds} s; look whether its server is up.`,
      {
        cause: error,
      },
    );
  }
  const said = status === undefined ? 'could not be reached' : `answered with status ${status}`;
  return new AppError('upstream_failed', `Qdrant ${said}; check QDRANT_URL, QDRANT_API_KEY and the server.`, {
    cause: error,
  });
}

function statusOf(error: unknown): number | undefined {
  const hasStatus = typeof error === 'object' && error !== null && 'status' in error;
  return hasStatus && typeof error.status === 'number' ? error.status : undefined;
}
