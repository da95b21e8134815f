import type { Context } from 'hono';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';

/** The request's JSON body in the shape asked for. Throws `invalid_input` that names the field. */
export async function parseBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  const body: unknown = await c.req.json().catch((cause: unknown) => {
    throw new AppError('invalid_input', 'The body is not JSON.', { cause });
  });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid_input', z.prettifyError(parsed.error), { param: issue?.path.join('.') });
}
