import { TRPCError } from '@trpc/server';

/** What an operation gives, or null where it isn't there; any other failure goes on to the error page. */
export async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof TRPCError && cause.code === 'NOT_FOUND') return null;
    throw cause;
  }
}
