import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatRequest, GenerationEvent } from '#runtime/engine/engine.ts';
import type { LlamaEngine } from './open-llama-engine.ts';
import { ask, endless, never, openTinyEngines, run, type TinyEngines } from './tiny-engine.ts';

let tiny: TinyEngines;
let engine: LlamaEngine;

beforeAll(async () => {
  tiny = await openTinyEngines();
  engine = await tiny.open({ parallelSequences: 2 });
});
afterAll(() => tiny.close());

type Texts = Extract<GenerationEvent, { type: 'text' }>;

async function generate(request: ChatRequest) {
  const events: GenerationEvent[] = [];
  for await (const event of engine.chat(request, never)) events.push(event);
  const texts = events.filter((event): event is Texts => event.type === 'text');
  const ended = events.at(-1);
  if (ended?.type !== 'ended') throw new Error('A stream has to end.');
  return {
    texts,
    ended,
    text: texts.map(({ text }) => text).join(''),
    told: texts.flatMap(({ logprobs }) => logprobs ?? []),
  };
}
const hot = { temperature: 1, topP: 1, topK: 0, seed: 5 };

it('tells every token once, with as many alternatives as asked, the likeliest first', async () => {
  const { told, ended, text } = await generate(ask('hello', { topLogprobs: 3, maxTokens: 12, sampling: hot }));
  expect(told).toHaveLength(ended.completionTokens);
  for (const { top, logprob } of told) {
    expect(top).toHaveLength(3);
    expect(logprob).toBeLessThanOrEqual(0);
    expect(top.map((one) => one.logprob)).toEqual(top.map((one) => one.logprob).toSorted((a, b) => b - a));
  }
  expect(Buffer.from(told.flatMap(({ bytes }) => bytes)).toString()).toBe(text);
});

it('tells the chosen token alone for 0, and nothing unless asked', async () => {
  expect((await generate(ask('hello', { topLogprobs: 0 }))).told.every(({ top }) => top.length === 0)).toBe(true);
  expect((await generate(ask('hello'))).told).toEqual([]);
});

it('takes the likeliest token at temperature 0, with the same text as without log probabilities', async () => {
  const plain = await generate(ask('the hello', { maxTokens: 10 }));
  const told = await generate(ask('the hello', { maxTokens: 10, topLogprobs: 1 }));
  expect(told.text).toBe(plain.text);
  for (const { logprob, top } of told.told) expect(top[0]?.logprob).toBe(logprob);
});

it('gives the same text for the same seed, and another for another', async () => {
  const request = (seed: number) => ask('x', { topLogprobs: 0, maxTokens: 20, sampling: { ...hot, seed } });
  const [first, again, other] = [await generate(request(1)), await generate(request(1)), await generate(request(2))];
  expect(again.text).toBe(first.text);
  expect(other.text).not.toBe(first.text);
});

it('follows a grammar, keeps characters of several tokens whole, and drops the tokens of a stop string', async () => {
  const euro = await generate(
    ask('x', { grammar: 'root ::= "a€ END no"', topLogprobs: 1, stop: ['END'], maxTokens: 40 }),
  );
  expect(euro.text).toBe('a€ ');
  expect(Buffer.from(euro.told.flatMap(({ bytes }) => bytes)).toString()).toBe('a€ ');
  const open = await generate(ask('x', { grammar: endless, topLogprobs: 2, maxTokens: 9 }));
  expect(open.told).toHaveLength(9);
});

it('continues a raw prompt of text or tokens without the template, and refuses what is no token', async () => {
  const [tokens = []] = await engine.tokenize('chat', ['hello world']);
  const raw = (prompt: string | number[]) => ask('', { messages: [], prompt, maxTokens: 8, grammar: endless });
  const [fromText, fromTokens] = [await run(engine, raw('hello world')), await run(engine, raw(tokens))];
  expect(fromTokens.text).toBe(fromText.text);
  expect(fromText.started.promptTokens).toBeLessThan((await run(engine, ask('hello world'))).started.promptTokens);
  await expect(run(engine, raw([999_999]))).rejects.toMatchObject({ code: 'invalid_input', param: 'prompt' });
});
