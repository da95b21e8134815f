import process from 'node:process';
import zvec from '@zvec/zvec';
import { AppError } from '#protocol/errors.ts';
import { openCollections } from './open-collections.ts';
import { runStoreCall } from './run-store-call.ts';
import type { StoreMessage, StoreRequest } from './store-calls.ts';

// The entry of the store's own process: started by `store-child-process.ts` with the folder as its only argument.
const closeTimeoutMs = 5_000;
const folder = process.argv[2] ?? '';
zvec.ZVecInitialize({ logType: zvec.ZVecLogType.CONSOLE, logLevel: zvec.ZVecLogLevel.ERROR });
const collections = openCollections(folder);

process.on('message', (request: StoreRequest) => {
  void answer(request).then(send);
});
process.on('disconnect', () => {
  // What was acknowledged is in the write-ahead log: a long index build need not end first.
  setTimeout(() => process.exit(0), closeTimeoutMs).unref();
  void collections.close().finally(() => process.exit(0));
});
send({ type: 'ready' });

async function answer(request: StoreRequest): Promise<StoreMessage> {
  const { id } = request;
  try {
    return { type: 'result', id, value: await runStoreCall(collections, request) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (error instanceof AppError) return { type: 'error', id, code: error.code, message: detail, detail };
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
    const message = `The vector store failed at "${request.method}" (${code}); the node's log says more.`;
    return { type: 'error', id, code: 'internal', message, detail };
  }
}

function send(message: StoreMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}
