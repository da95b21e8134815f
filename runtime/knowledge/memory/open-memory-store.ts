import { checkPoints, checkVector } from '#runtime/knowledge/check-points.ts';
import { toCollectionKey } from '#runtime/knowledge/collection-key.ts';
import { collectionExists, storeClosed, unknownCollection } from '#runtime/knowledge/store-errors.ts';
import { indexedText } from '#runtime/knowledge/text/indexed-text.ts';
import type { ScoredPoint, StoredPoint, VectorStore } from '#runtime/knowledge/vector-store.ts';
import { openTextIndex, type TextIndex } from './text-index.ts';

/** Opens a store that keeps everything in memory: exact cosine and BM25, nothing survives `close`. For tests, and the reference that other stores are measured against. */
export function openMemoryStore(): VectorStore {
  return new MemoryStore();
}

interface Collection {
  dimensions: number;
  points: Map<string, StoredPoint & { length: number }>;
  /** Built by the first full-text search: most tests and benches never ask. */
  words: TextIndex | undefined;
}

class MemoryStore implements VectorStore {
  private collections: Map<string, Collection> | undefined = new Map();

  async createCollection(name: string, { dimensions }: { dimensions: number }): Promise<void> {
    const collections = this.open();
    toCollectionKey(name);
    if (collections.has(name)) throw collectionExists(name);
    collections.set(name, { dimensions, points: new Map(), words: undefined });
  }

  async dropCollection(name: string): Promise<void> {
    this.open().delete(name);
  }

  async listCollections(): Promise<string[]> {
    return [...this.open().keys()].sort();
  }

  async upsert(name: string, points: StoredPoint[]): Promise<void> {
    const collection = this.find(name);
    checkPoints(points, collection.dimensions);
    for (const { id, vector, passage } of points) {
      collection.points.set(id, {
        id,
        vector: vector.slice(),
        passage: structuredClone(passage),
        length: norm(vector),
      });
      collection.words?.put(id, indexedText(passage).text);
    }
  }

  async remove(name: string, ids: string[]): Promise<void> {
    const collection = this.find(name);
    for (const id of ids) {
      collection.points.delete(id);
      collection.words?.remove(id);
    }
  }

  async searchDense(name: string, vector: Float32Array, limit: number): Promise<ScoredPoint[]> {
    const collection = this.find(name);
    checkVector(vector, collection.dimensions, 'The query vector');
    const length = norm(vector);
    const scored = [...collection.points.values()].map((point) => ({
      point,
      score: dot(point.vector, vector) / (point.length * length),
    }));
    return scored
      .sort((one, other) => other.score - one.score)
      .slice(0, limit)
      .map(({ point, score }) => ({ id: point.id, score, passage: structuredClone(point.passage) }));
  }

  async searchText(name: string, query: string, limit: number): Promise<ScoredPoint[]> {
    const collection = this.find(name);
    collection.words ??= indexAll(collection);
    return collection.words.search(query, limit).flatMap(({ id, score }) => {
      const point = collection.points.get(id);
      return point ? [{ id, score, passage: structuredClone(point.passage) }] : [];
    });
  }

  async fetch(name: string, ids: string[]): Promise<StoredPoint[]> {
    const { points } = this.find(name);
    return ids.flatMap((id) => {
      const point = points.get(id);
      return point ? [{ id, vector: point.vector.slice(), passage: structuredClone(point.passage) }] : [];
    });
  }

  async listIds(name: string): Promise<string[]> {
    return [...this.find(name).points.keys()];
  }

  async count(name: string): Promise<number> {
    return this.find(name).points.size;
  }

  async optimize(name: string): Promise<void> {
    this.find(name);
  }

  async close(): Promise<void> {
    this.collections = undefined;
  }

  private open(): Map<string, Collection> {
    if (!this.collections) throw storeClosed();
    return this.collections;
  }

  private find(name: string): Collection {
    const collection = this.open().get(name);
    if (!collection) throw unknownCollection(name);
    return collection;
  }
}

function indexAll(collection: Collection): TextIndex {
  const words = openTextIndex();
  for (const { id, passage } of collection.points.values()) words.put(id, indexedText(passage).text);
  return words;
}

function norm(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
