import { setTimeout as delay } from 'node:timers/promises';
import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';

/** Asks the agent a question through the public API and returns a line about its answer. Throws when it has no citation. */
export async function askAgent(input: {
  url: string;
  slug: string;
  question: string;
  signal: AbortSignal;
}): Promise<string> {
  const body = {
    model: input.slug,
    messages: [{ role: 'user', content: input.question }],
    temperature: 0,
    max_completion_tokens: 80,
  };
  const response = await askUntilLoaded(`${input.url}/v1/chat/completions`, JSON.stringify(body), input.signal);
  if (!response.ok)
    throw new Error(`The sample agent answered with status ${response.status}: ${await response.text()}`);
  const { choices, gaia } = chatCompletionSchema.parse(await response.json());
  const [citation] = gaia.citations;
  if (!citation) throw new Error(`The sample agent answered without a citation: ${choices[0]?.message.content}`);
  return `“${input.question}” → “${choices[0]?.message.content?.trim()}” [${citation.document}]`;
}

/** After a restart the node answers 503 for the seconds in which its models load. */
async function askUntilLoaded(url: string, body: string, stop: AbortSignal): Promise<Response> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(120_000)]);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal,
    });
    if (response.status !== 503 || Date.now() > deadline) return response;
    await delay(250, undefined, { signal: stop });
  }
}
