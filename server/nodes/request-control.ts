import { z } from 'zod';
import { AppError, errorCodes } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { type ControlRequestInput, sendControlRequest } from './send-control-request.ts';

const refusalSchema = z.object({
  error: z.object({ message: z.string(), code: z.enum(errorCodes).catch('upstream_failed') }),
});

/** Sends a signed control request and reads the node's JSON answer. A refusal becomes an `AppError` with the node's own code and sentence. */
export async function requestControl<Schema extends z.ZodType>(
  deps: Pick<Deps, 'db' | 'secrets' | 'nodes' | 'clock'>,
  input: ControlRequestInput,
  schema: Schema,
): Promise<z.output<Schema>> {
  const response = await sendControlRequest(deps, input);
  if (!response.ok) throw await refusalOf(response);
  return schema.parse(await response.json());
}

/** The error a node answered with. */
export async function refusalOf(response: Response): Promise<AppError> {
  const refusal = refusalSchema.safeParse(await response.json().catch(() => null));
  if (refusal.success) return new AppError(refusal.data.error.code, refusal.data.error.message);
  return new AppError('upstream_failed', `The node answered with status ${response.status}.`);
}
