import { AppError } from '#protocol/errors.ts';

/** What every store throws for a collection it does not have. */
export function unknownCollection(name: string): AppError {
  return new AppError('not_found', `The vector store has no collection "${name}"; create it first.`);
}

/** What every store throws when a collection is to be created twice. */
export function collectionExists(name: string): AppError {
  return new AppError('conflict', `The vector store already has a collection "${name}"; drop it or take another name.`);
}

/** What every store throws after `close`. */
export function storeClosed(): AppError {
  return new AppError('engine_crashed', 'The vector store has been closed; start the node again.');
}
