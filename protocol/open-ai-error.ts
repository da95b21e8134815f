import { AppError, errorTable } from '#protocol/errors.ts';

/** Body of an error as OpenAI clients read it. */
export interface OpenAiError {
  error: { message: string; type: string; param: string | null; code: string };
}

/** The OpenAI shape of an error. What is not an AppError becomes `internal` and tells nothing about our inside. */
export function openAiError(error: unknown): OpenAiError & { status: number } {
  const known = error instanceof AppError ? error : new AppError('internal');
  const { message, code, param } = known;
  return {
    status: known.status,
    error: { message, type: errorTable[code].openAiType, param: param ?? null, code },
  };
}
