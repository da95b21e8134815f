import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { askUpstream } from './ask-upstream.ts';
import type { Upstream, UpstreamPlace } from './upstream-type.ts';

const tokensSchema = z.object({ tokens: z.array(z.int()) });
const paths = { 'llama-server': '/tokenize', vllm: '/tokenize', gaianet: '/v1/tokenize' } as const;
const timeoutMs = 30_000;

/** Tokens of texts by the server's own tokenizer. Throws `invalid_input` where it offers none. */
export async function tokenizeUpstream(
  place: UpstreamPlace,
  { kind, model }: Upstream,
  texts: string[],
): Promise<number[][]> {
  if (kind === 'other')
    throw new AppError('invalid_input', 'The engine behind this node does not tell its tokens.', { param: 'model' });
  const bodies = {
    'llama-server': (text: string) => ({ content: text }),
    vllm: (text: string) => ({ model, prompt: text, add_special_tokens: false }),
    gaianet: (text: string) => ({ model, input: text }),
  };
  const lists: number[][] = [];
  for (const text of texts) {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await askUpstream(place, { path: paths[kind], body: bodies[kind](text), signal });
    lists.push(tokensSchema.parse(await response.json()).tokens);
  }
  return lists;
}
