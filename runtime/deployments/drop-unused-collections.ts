import type { Deploying } from './run-steps.ts';

/** Drops what an interrupted restore left in the vector store; drafts stay. */
export async function dropUnusedCollections({ parts, book }: Pick<Deploying, 'parts' | 'book'>): Promise<void> {
  const complete = new Set(Object.values(book.restored));
  for (const name of await parts.store.listCollections()) {
    if (name.startsWith('bundle-') && !complete.has(name)) await parts.store.dropCollection(name);
  }
}
