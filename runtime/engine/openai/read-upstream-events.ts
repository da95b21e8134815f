import type { Response } from 'undici';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';

const logprob = z.object({ token: z.string(), logprob: z.number(), bytes: z.array(z.int()).nullish() });
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        text: z.string().nullish(),
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
        stop_reason: z.union([z.string(), z.number()]).nullish(),
        logprobs: z
          .object({ content: z.array(logprob.extend({ top_logprobs: z.array(logprob).default([]) })).nullish() })
          .nullish(),
      }),
    )
    .default([]),
  usage: z
    .object({
      prompt_tokens: z.int(),
      completion_tokens: z.int(),
      prompt_tokens_details: z.object({ cached_tokens: z.int().nullish() }).nullish(),
    })
    .nullish(),
  error: z.object({ message: z.string() }).optional(),
});
export type UpstreamChunk = z.infer<typeof chunkSchema>;

/** Reads the chunks of a stream up to `[DONE]`. Throws `upstream_failed` with an error that came inside it, or when it is no stream of this API. */
export async function* readUpstreamEvents(response: Response): AsyncGenerator<UpstreamChunk> {
  for await (const line of readLines(response)) {
    const text = line.startsWith('data:') ? line.slice(5).trim() : '';
    if (text === '[DONE]') return;
    if (text !== '') yield readChunk(text);
  }
}

async function* readLines({ body }: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body ?? []) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

function readChunk(text: string): UpstreamChunk {
  const parsed = chunkSchema.safeParse(parse(text));
  if (!parsed.success) throw new AppError('upstream_failed', 'The engine behind this node sent something unreadable.');
  const { error } = parsed.data;
  if (error) throw new AppError('upstream_failed', `The engine behind this node failed: ${error.message}`);
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
