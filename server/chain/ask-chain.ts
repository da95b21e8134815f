import { AppError } from '#protocol/errors.ts';

/** Asks the chain; where it does not answer, an `upstream_failed` that says so. */
export async function askChain<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('upstream_failed', 'The chain does not answer; try again in a moment.', { cause });
  }
}
