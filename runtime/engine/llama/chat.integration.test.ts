import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LlamaEngine } from './open-llama-engine.ts';
import { ask, askWithoutEnd, contextTokens, endless, openTinyEngines, run, type TinyEngines } from './tiny-engine.ts';

let tiny: TinyEngines;
let engine: LlamaEngine;

beforeAll(async () => {
  tiny = await openTinyEngines();
  engine = await tiny.open({ parallelSequences: 4 });
});

afterAll(() => tiny.close());

describe('chat', () => {
  it('tells start, text and end, and stops at maxTokens with length', async () => {
    const { started, ended, pieces } = await run(engine, ask('hello', { maxTokens: 9, grammar: endless }));
    expect(started).toMatchObject({ promptTokens: expect.any(Number), queuedMs: expect.any(Number) });
    expect(pieces.join('')).toMatch(/^[a-z]+$/);
    expect(ended).toMatchObject({ finishReason: 'length', completionTokens: 9 });
  });

  it('gives the same text for the same seed, cached or not, and another for another seed', async () => {
    const own = await tiny.open();
    const sampling = (seed: number) => ({ temperature: 1, topP: 0.95, seed });
    const prefix = 'the hello world is yes '.repeat(30);
    const request = (seed: number) => ask(`${prefix}?`, { sampling: sampling(seed), maxTokens: 40, grammar: endless });
    const fresh = await run(own, request(7));
    const cached = await run(own, request(7));
    expect(fresh.started.cachedTokens).toBe(0);
    expect(cached.started.cachedTokens).toBe(cached.started.promptTokens - 1);
    expect(cached.text).toBe(fresh.text);

    await run(own, ask(`${prefix} no no no`));
    const shared = await run(own, request(7));
    expect(shared.started.cachedTokens).toBeGreaterThan(100);
    expect(shared.started.cachedTokens).toBeLessThan(shared.started.promptTokens - 1);
    expect(shared.text).toBe(fresh.text);
    expect((await run(own, request(8))).text).not.toBe(fresh.text);
  });

  it('draws a new seed for each request that brings none', async () => {
    const request = ask('hello', { sampling: { temperature: 1, topP: 1 }, maxTokens: 30, grammar: endless });
    const [one, two] = await Promise.all([run(engine, request), run(engine, request)]);
    expect(one?.text).not.toBe(two?.text);
  });

  it('ends at a stop string that spans tokens, and shows nothing of it', async () => {
    const grammar = 'root ::= "yes END no"';
    const stopped = await run(engine, ask('x', { grammar, stop: ['END'], maxTokens: 30 }));
    expect(stopped.text).toBe('yes ');
    expect(stopped.ended.finishReason).toBe('stop');
    const whole = await run(engine, ask('x', { grammar, stop: ['ENDE'], maxTokens: 30 }));
    expect(whole.text).toBe('yes END no');
  });

  it('follows a grammar, and refuses one that cannot be read', async () => {
    const { text, ended } = await run(engine, ask('x', { grammar: 'root ::= "yes" | "no"' }));
    expect(['yes', 'no']).toContain(text);
    expect(ended.finishReason).toBe('stop');
    await expect(run(engine, ask('x', { grammar: 'root ::= (' }))).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('never splits a character', async () => {
    const { pieces, text } = await run(engine, ask('x', { grammar: 'root ::= "a€ä🙂ß"', maxTokens: 40 }));
    expect(text).toBe('a€ä🙂ß');
    expect(pieces.every((piece) => !piece.includes('\uFFFD') && piece.isWellFormed())).toBe(true);
  });

  it('obeys logit bias and penalties', async () => {
    const [[token] = []] = await engine.tokenize('chat', ['z']);
    const biased = await run(
      engine,
      ask('x', { sampling: { temperature: 0, topP: 1, logitBias: { [token ?? 0]: 100 } }, maxTokens: 5 }),
    );
    expect(biased.text).toBe('zzzzz');
    const sampling = {
      temperature: 0,
      topP: 1,
      presencePenalty: 2,
      frequencyPenalty: 100,
      logitBias: { [token ?? 0]: 50 },
    };
    const punished = await run(engine, ask('x', { sampling, maxTokens: 5 }));
    expect(punished.text.startsWith('z')).toBe(true);
    expect(punished.text.slice(1)).not.toContain('z');
    const foreign = ask('x', { sampling: { temperature: 0, topP: 1, logitBias: { 999999: 1 } } });
    await expect(run(engine, foreign)).rejects.toMatchObject({ code: 'invalid_input', param: 'logit_bias' });
  });

  it('refuses a prompt that fills the context, with the numbers, and ends with length where the context ends', async () => {
    const long = 'hello world '.repeat(2000);
    await expect(run(engine, ask(long))).rejects.toMatchObject({
      code: 'context_length_exceeded',
      param: 'messages',
      message: expect.stringContaining(String(contextTokens)),
    });
    const open = askWithoutEnd('hello world '.repeat(150));
    const { started, ended } = await run(engine, open);
    expect(ended.finishReason).toBe('length');
    expect(started.promptTokens + ended.completionTokens).toBe(contextTokens);
  });

  it('keeps the prefix of each conversation in a slot of its own', async () => {
    const own = await tiny.open({ parallelSequences: 2 });
    const talk = (name: string, turns: number) =>
      ask('', {
        messages: Array.from({ length: turns * 2 - 1 }, (_, index) => ({
          role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
          content: `${name} ${index} hello world is the yes`,
        })),
      });
    const first = await run(own, talk('1', 3));
    await run(own, talk('2', 3));
    const again = await run(own, talk('1', 4));
    expect(first.started.cachedTokens).toBe(0);
    expect(again.started.cachedTokens).toBeGreaterThan(first.started.promptTokens * 0.8);
    const other = await run(own, talk('2', 4));
    expect(other.started.cachedTokens).toBeGreaterThan(first.started.promptTokens * 0.8);
  });
});
