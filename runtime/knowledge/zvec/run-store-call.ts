import { setImmediate } from 'node:timers/promises';
import type { ZVecCollection, ZVecDoc, ZVecQuery } from '@zvec/zvec';
import zvec from '@zvec/zvec';
import { AppError } from '#protocol/errors.ts';
import { checkPoints, checkVector } from '#runtime/knowledge/check-points.ts';
import { storedPassageSchema } from '#runtime/knowledge/stored-passage-schema.ts';
import { indexedText } from '#runtime/knowledge/text/indexed-text.ts';
import { queryWords } from '#runtime/knowledge/text/query-words.ts';
import type { ScoredPoint, StoredPassage, StoredPoint } from '#runtime/knowledge/vector-store.ts';
import type { Collections, OpenCollection } from './open-collections.ts';
import type { StoreRequest } from './store-calls.ts';

/** Points written or read in one go; between two goes waiting searches run. */
const stepSize = 32;
/** Candidates HNSW walks through; recall against exact search is about 1 at this width. */
const searchWidth = 200;

/** Does in the child what the node asked for. Throws AppError and the errors of zvec. */
export async function runStoreCall(collections: Collections, request: StoreRequest): Promise<unknown> {
  switch (request.method) {
    case 'createCollection':
      return collections.create(request.arguments[0], request.arguments[1].dimensions);
    case 'dropCollection':
      return collections.drop(request.arguments[0]);
    case 'listCollections':
      return collections.list();
    default:
      return runOnCollection(await collections.find(request.arguments[0]), request);
  }
}

type CollectionRequest = Exclude<StoreRequest, { method: 'createCollection' | 'dropCollection' | 'listCollections' }>;

function runOnCollection(collection: OpenCollection, request: CollectionRequest): Promise<unknown> {
  switch (request.method) {
    case 'upsert':
      return upsert(collection, request.arguments[1]);
    case 'remove':
      return remove(collection, request.arguments[1]);
    case 'searchDense':
      return searchDense(collection, request.arguments[1], request.arguments[2]);
    case 'searchText':
      return searchText(collection, request.arguments[1], request.arguments[2]);
    case 'fetch':
      return collection.read((files) => fetchPoints(files, request.arguments[1]));
    case 'listIds':
      return listIds(collection);
    case 'count':
      return collection.read(async (files) => files.stats.docCount);
    case 'optimize':
      return collection.write((files) => files.optimize());
  }
}

async function upsert(collection: OpenCollection, points: StoredPoint[]): Promise<void> {
  checkPoints(points, collection.dimensions);
  await collection.write(async (files, change) => {
    for (const step of inSteps(points)) {
      const outcomes = await change(() => files.upsertSync(step.map(toDocument)));
      const failed = outcomes.find((outcome) => !outcome.ok);
      if (failed) throw new AppError('internal', `The vector store refused a chunk: ${failed.code}.`);
      for (const { id } of step) collection.ids?.add(id);
      await setImmediate();
    }
  });
}

async function remove(collection: OpenCollection, ids: string[]): Promise<void> {
  await collection.write(async (files, change) => {
    for (const step of inSteps(ids)) {
      await change(() => files.deleteSync(step));
      for (const id of step) collection.ids?.delete(id);
      await setImmediate();
    }
  });
}

async function searchDense(collection: OpenCollection, vector: Float32Array, limit: number): Promise<ScoredPoint[]> {
  checkVector(vector, collection.dimensions, 'The query vector');
  const params = { indexType: zvec.ZVecIndexType.HNSW, ef: Math.max(searchWidth, 2 * limit) };
  const documents = await search(collection, { fieldName: 'dense', vector, topk: limit, params });
  return documents.map((document) => ({ ...toScored(document), score: 1 - document.score }));
}

async function searchText(collection: OpenCollection, query: string, limit: number): Promise<ScoredPoint[]> {
  const words = queryWords(query);
  if (words.length === 0) return [];
  const documents = await search(collection, {
    fieldName: 'indexed',
    fts: { matchString: words.join(' ') },
    topk: limit,
  });
  return documents.map(toScored);
}

function search(collection: OpenCollection, query: ZVecQuery): Promise<ZVecDoc[]> {
  if (query.topk === 0) return Promise.resolve([]);
  return collection.read((files) => files.query({ ...query, outputFields: ['indexed', 'passage'] }));
}

async function fetchPoints(files: ZVecCollection, ids: string[]): Promise<StoredPoint[]> {
  const points: StoredPoint[] = [];
  for (const step of inSteps(ids)) {
    const found = files.fetchSync({ ids: step });
    for (const id of step) {
      const document = found[id];
      if (document) points.push({ id, vector: toVector(document.vectors.dense), passage: toPassage(document) });
    }
    await setImmediate();
  }
  return points;
}

/** Kept after the first time, because each walk through a collection seals a segment. */
async function listIds(collection: OpenCollection): Promise<string[]> {
  if (!collection.ids) {
    await collection.write(async (files, change) => {
      collection.ids = await change(() => readIds(files));
    });
  }
  return [...(collection.ids ?? [])];
}

function readIds(files: ZVecCollection): Set<string> {
  const documents = files.iterDocsSync({ outputFields: [], includeVector: false });
  return new Set(Array.from(documents, (document) => document.id));
}

function toDocument({ id, vector, passage }: StoredPoint) {
  const { text, textStart } = indexedText(passage);
  return {
    id,
    vectors: { dense: vector },
    fields: { indexed: text, passage: JSON.stringify({ ...passage, text: textStart }) },
  };
}

function toScored(document: ZVecDoc): ScoredPoint {
  return { id: document.id, score: document.score, passage: toPassage(document) };
}

/** In the stored JSON `text` is where the text begins in `indexed`. */
function toPassage(document: ZVecDoc): StoredPassage {
  const stored = JSON.parse(document.fields.passage);
  return storedPassageSchema.parse({ ...stored, text: document.fields.indexed.slice(stored.text) });
}

function toVector(values: unknown): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(Array.isArray(values) ? values : []);
}

function inSteps<Each>(all: Each[]): Each[][] {
  const steps: Each[][] = [];
  for (let start = 0; start < all.length; start += stepSize) steps.push(all.slice(start, start + stepSize));
  return steps;
}
