import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { z } from 'zod';
import { AppError, type ErrorCode, errorTable } from '#protocol/errors.ts';
import type { ApiContext } from './context.ts';

const t = initTRPC.context<ApiContext>().create({
  transformer: superjson,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    ...visibleError(error),
    data: { ...visibleFacts(error), path: shape.data.path },
  }),
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Gives an operation's `AppError` the tRPC code of its row in the error table, and logs what nobody foresaw. */
const errors = t.middleware(async ({ ctx, next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof AppError) {
    throw new TRPCError({ code: errorTable[cause.code].trpcCode, message: cause.message, cause });
  }
  if (result.error.code === 'INTERNAL_SERVER_ERROR') ctx.deps.log.error({ err: result.error, path }, 'request.failed');
  return result;
});

/** For anybody, signed in or not. */
const publicProcedure = t.procedure.use(errors);

/** For a signed-in account: operations get `ownerId: ctx.account.id`. */
export const ownerProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.account) throw new AppError('unauthenticated', 'Sign in first: `npm run sign-in-link` prints a link.');
  return next({ ctx: { ...ctx, account: ctx.account } });
});

function visibleFacts(error: TRPCError): { code: TRPCError['code']; appCode: ErrorCode; field: string | null } {
  const { cause } = error;
  if (cause instanceof AppError) return { code: error.code, appCode: cause.code, field: cause.param ?? null };
  if (isWrongInput(error))
    return { code: error.code, appCode: 'invalid_input', field: error.cause.issues[0]?.path.join('.') ?? null };
  return { code: error.code, appCode: error.code === 'NOT_FOUND' ? 'not_found' : 'internal', field: null };
}

/** Only sentences of ours reach a browser. */
function visibleError(error: TRPCError): { message: string } {
  if (error.cause instanceof AppError) return { message: error.cause.message };
  if (isWrongInput(error)) return { message: z.prettifyError(error.cause) };
  return { message: errorTable.internal.sentence };
}

/** Stored content that a schema refuses is our failure, not the caller's: only the input's own check counts. */
function isWrongInput(error: TRPCError): error is TRPCError & { cause: z.ZodError } {
  return error.code === 'BAD_REQUEST' && error.cause instanceof z.ZodError;
}
