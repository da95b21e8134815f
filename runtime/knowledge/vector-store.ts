/** Where a node keeps the vectors and texts of its collections. Backends: zvec (own child process), Qdrant, memory. */
export interface VectorStore {
  /** Creates an empty collection. Throws `conflict` when the name is taken. */
  createCollection(name: string, options: { dimensions: number }): Promise<void>;
  /** Drops a collection; an unknown name is fine. */
  dropCollection(name: string): Promise<void>;
  listCollections(): Promise<string[]>;
  /** Adds points or replaces those with the same id. */
  upsert(name: string, points: StoredPoint[]): Promise<void>;
  remove(name: string, ids: string[]): Promise<void>;
  /** Nearest by cosine, best first. */
  searchDense(name: string, vector: Float32Array, limit: number): Promise<ScoredPoint[]>;
  /** Full text (BM25), best first; an empty list when nothing matches. */
  searchText(name: string, query: string, limit: number): Promise<ScoredPoint[]>;
  fetch(name: string, ids: string[]): Promise<StoredPoint[]>;
  /** All ids of a collection. */
  listIds(name: string): Promise<string[]>;
  count(name: string): Promise<number>;
  /** Builds indexes after a bulk load. */
  optimize(name: string): Promise<void>;
  close(): Promise<void>;
}

/** What is stored for a chunk. `id` is the chunk id (32 hexadecimal digits). */
export interface StoredPoint {
  id: string;
  vector: Float32Array;
  passage: StoredPassage;
}

export interface StoredPassage {
  text: string;
  tokenCount: number;
  documentName: string;
  documentSha256: string;
  ordinal: number;
  headingPath: string[];
  pageStart: number | null;
  pageEnd: number | null;
  startOffset: number;
  endOffset: number;
}

export interface ScoredPoint {
  id: string;
  /** Cosine for dense search; the engine's own score for full text. */
  score: number;
  passage: StoredPassage;
}
