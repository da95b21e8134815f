import type { ErrorCode } from '#protocol/errors.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';

/** What the node asks its store child: every call of the store but `close`. */
export type StoreMethod = Exclude<keyof VectorStore, 'close'>;

export type StoreArguments<Method extends StoreMethod> = Parameters<VectorStore[Method]>;

export type StoreResult<Method extends StoreMethod> = Awaited<ReturnType<VectorStore[Method]>>;

export type StoreRequest = {
  [Method in StoreMethod]: { id: number; method: Method; arguments: StoreArguments<Method> };
}[StoreMethod];

/** What the child says: once that it can serve, then one reply a request. */
export type StoreMessage =
  | { type: 'ready' }
  | { type: 'result'; id: number; value: unknown }
  | { type: 'error'; id: number; code: ErrorCode; message: string; detail: string };
