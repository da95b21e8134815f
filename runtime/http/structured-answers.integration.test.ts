import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTinyEngines, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';

const messages = [{ role: 'user' as const, content: 'What are credits?' }];
const answering = { whenMissing: 'answer-and-say-so' as const, refusal: 'Nothing.', notice: 'No source.' };
let tiny: TinyEngines;
let test: TestNode;
let openai: OpenAI;

beforeAll(async () => {
  tiny = await openTinyEngines();
  const engine = await tiny.open({ parallelSequences: 4 });
  test = await openTestNode({ engine, manifest: { evidence: answering } });
  openai = new OpenAI({ baseURL: `${test.url}/v1`, apiKey: 'unused', maxRetries: 0 });
});
afterAll(async () => {
  await test.close();
  await tiny.close();
});

const event = z.object({
  kind: z.enum(['meeting', 'call']),
  on: z.iso.date(),
  guests: z.array(z.object({ age: z.int().min(0).max(150), isSpeaker: z.boolean() })).max(2),
  note: z.union([z.null(), z.string().max(8)]),
  place: z.discriminatedUnion('type', [
    z.object({ type: z.literal('room'), floor: z.int().min(1).max(40) }),
    z.object({ type: z.literal('online') }),
  ]),
});
const schema = {
  type: 'object',
  properties: { size: { type: 'integer', minimum: 1, maximum: 999 }, tone: { enum: ['low', 'high'] } },
  required: ['size', 'tone'],
  additionalProperties: false,
};
const asked = {
  model: 'guide',
  messages,
  seed: 11,
  temperature: 1,
  max_completion_tokens: 400,
  response_format: { type: 'json_schema' as const, json_schema: { name: 'sound', strict: true, schema } },
};

describe('a form that a client asks for, from a model with random weights', () => {
  it('is what the official client parses into its own types', async () => {
    const { choices } = await openai.chat.completions.parse({
      ...asked,
      response_format: zodResponseFormat(event, 'event'),
    });
    expect(choices[0]?.finish_reason).toBe('stop');
    expect(event.parse(choices[0]?.message.parsed)).toEqual(choices[0]?.message.parsed);
  });

  it('is the same streamed and whole, and the same again with the seed', async () => {
    const whole = await openai.chat.completions.create(asked);
    const runner = openai.chat.completions.stream(asked);
    const streamed = await runner.finalChatCompletion();
    expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
    expect(JSON.parse(whole.choices[0]?.message.content ?? '')).toMatchObject({ size: expect.any(Number) });
  });

  it('is kept by each of n answers', async () => {
    const { choices } = await openai.chat.completions.create({ ...asked, n: 3 });
    expect(choices).toHaveLength(3);
    for (const { message } of choices) expect(Object.keys(JSON.parse(message.content ?? ''))).toEqual(['size', 'tone']);
  });

  it('is left incomplete where a stop sequence or the length cuts it', async () => {
    const stopped = await openai.chat.completions.create({ ...asked, stop: ['tone'] });
    expect(stopped.choices[0]).toMatchObject({ finish_reason: 'stop' });
    expect(stopped.choices[0]?.message.content).toMatch(/^\{\s*"size"[^t]*"$/);
    const short = await openai.chat.completions.create({ ...asked, max_completion_tokens: 5 });
    expect(short.choices[0]).toMatchObject({ finish_reason: 'length' });
  });

  it('is any object for json_object, and any text of a grammar', async () => {
    const any = await openai.chat.completions.create({ ...asked, seed: 4, response_format: { type: 'json_object' } });
    if (any.choices[0]?.finish_reason === 'stop') JSON.parse(any.choices[0].message.content ?? '');
    expect(any.choices[0]?.message.content).toMatch(/^\{/);
    const { response_format: _, ...plain } = asked;
    const word = { ...plain, grammar: 'root ::= "yes" | "no"' };
    expect((await openai.chat.completions.create(word)).choices[0]?.message.content).toMatch(/^(yes|no)$/);
    const broken = openai.chat.completions.create({ ...word, grammar: 'root ::= (' } as typeof word);
    await expect(broken).rejects.toMatchObject({ status: 400, param: 'grammar', code: 'invalid_input' });
  });

  it('is refused where it cannot be kept', async () => {
    const json_schema = { name: 'x', strict: true, schema: { type: 'array', uniqueItems: true } };
    const refused = openai.chat.completions.create({ ...asked, response_format: { type: 'json_schema', json_schema } });
    await expect(refused).rejects.toMatchObject({ status: 400, code: 'unsupported_schema' });
  });
});
