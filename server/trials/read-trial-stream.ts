import { z } from 'zod';
import { AppError, errorCodes } from '#protocol/errors.ts';
import { type Citation, gaiaExtrasSchema } from '#protocol/retrieval/trace.ts';
import { readLines } from '#server/gateway/links/read-lines.ts';
import type { TrialTokens } from './settle-trial.ts';

export type TrialEvent =
  | { type: 'text'; text: string }
  | { type: 'extras'; outcome: string; finishReason: string; citations: Citation[] }
  | { type: 'usage'; tokens: TrialTokens };

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).optional(),
        finish_reason: z.string().nullish(),
      }),
    )
    .optional(),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }).nullish(),
  gaia: z.union([gaiaExtrasSchema, z.object({ toolCall: z.unknown() })]).optional(),
  error: z.object({ message: z.string(), code: z.enum(errorCodes).catch('upstream_failed') }).optional(),
});

/** Reads a node's stream: only the answer, its citations and its tokens; traces, passages and cards of calls stay behind. Throws the error that a node put into its stream. */
export async function* readTrialStream(response: Response): AsyncGenerator<TrialEvent, void, undefined> {
  for await (const line of readLines(response.body)) {
    const text = line.startsWith('data:') ? line.slice(5).trim() : '';
    if (text === '' || text === '[DONE]') continue;
    yield* eventsOf(chunkSchema.parse(JSON.parse(text)));
  }
}

function* eventsOf({ choices, usage, gaia, error }: z.infer<typeof chunkSchema>): Generator<TrialEvent> {
  if (error) throw new AppError(error.code, error.message);
  const [choice] = choices ?? [];
  const text = choice?.delta?.content ?? choice?.delta?.refusal;
  if (text) yield { type: 'text', text };
  if (usage) {
    yield { type: 'usage', tokens: { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } };
  }
  if (!gaia || 'toolCall' in gaia) return;
  const { outcome, citations } = gaia;
  yield { type: 'extras', outcome, citations, finishReason: choice?.finish_reason ?? 'stop' };
}
