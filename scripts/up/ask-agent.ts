import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';

/** Asks the agent a question through the public API and returns a line about its answer. Throws when it has no citation. */
export async function askAgent(input: { url: string; slug: string; question: string }): Promise<string> {
  const body = {
    model: input.slug,
    messages: [{ role: 'user', content: input.question }],
    temperature: 0,
    max_completion_tokens: 80,
  };
  const response = await fetch(`${input.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(120_000),
  });
  if (!response.ok)
    throw new Error(`The sample agent answered with status ${response.status}: ${await response.text()}`);
  const { choices, gaia } = chatCompletionSchema.parse(await response.json());
  const [citation] = gaia.citations;
  if (!citation) throw new Error(`The sample agent answered without a citation: ${choices[0]?.message.content}`);
  return `“${input.question}” → “${choices[0]?.message.content.trim()}” [${citation.document}]`;
}
