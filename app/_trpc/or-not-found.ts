import { TRPCError } from '@trpc/server';
import { notFound } from 'next/navigation';

const codes = new Set<string>(['NOT_FOUND', 'BAD_REQUEST']);

/** What an operation gives, or the page that says that nothing is here; any other failure goes on to the error page. */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof TRPCError && codes.has(cause.code)) notFound();
    throw cause;
  }
}
