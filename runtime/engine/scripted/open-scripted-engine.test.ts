import { describe, expect, it } from 'vitest';
import type { ChatRequest, GenerationEvent } from '#runtime/engine/engine.ts';
import { openScriptedEngine } from './open-scripted-engine.ts';

const request: ChatRequest = {
  modelId: 'm',
  messages: [{ role: 'user', content: 'hi' }],
  sampling: { temperature: 0, topP: 1 },
};
const never = new AbortController().signal;

async function collect(events: AsyncGenerator<GenerationEvent>): Promise<GenerationEvent[]> {
  const all: GenerationEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe('openScriptedEngine', () => {
  it('streams the pieces of the reply and counts bytes as tokens', async () => {
    const engine = openScriptedEngine({ replies: [{ pieces: ['Wörld', '!'], cachedTokens: 1 }] });
    const events = await collect(engine.chat(request, never));
    expect(events).toMatchObject([
      { type: 'started', promptTokens: 2, cachedTokens: 1 },
      { type: 'text', text: 'Wörld', tokens: 6 },
      { type: 'text', text: '!' },
      { type: 'ended', finishReason: 'stop', completionTokens: 7 },
    ]);
    expect(engine.calls.chat).toEqual([request]);
  });

  it('ends with length at maxTokens and splits no character', async () => {
    const engine = openScriptedEngine({ replies: ['aé'] });
    const events = await collect(engine.chat({ ...request, maxTokens: 2 }, never));
    expect(events.slice(1)).toMatchObject([
      { text: 'a' },
      { type: 'ended', finishReason: 'length', completionTokens: 2 },
    ]);
  });

  it('serves replies in order and the last one again, and lets a function see the request', async () => {
    const engine = openScriptedEngine({ replies: ['one', ({ messages }) => `two ${messages.length}`] });
    const texts: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      for (const event of await collect(engine.chat(request, never))) if (event.type === 'text') texts.push(event.text);
    }
    expect(texts).toEqual(['one', 'two 1', 'two 1']);
  });

  it('waits at a promise, is cancelled there and frees its turn', async () => {
    const { promise } = Promise.withResolvers<void>();
    const engine = openScriptedEngine({ replies: [{ pieces: ['a', promise, 'b'] }] });
    const abort = new AbortController();
    const events = engine.chat(request, abort.signal);
    await events.next();
    await events.next();
    const third = events.next();
    expect(engine.status().running).toBe(1);
    abort.abort();
    await expect(third).rejects.toMatchObject({ code: 'client_closed' });
    expect(engine.status().running).toBe(0);
    expect(engine.cancelled).toBe(1);
  });

  it('refuses with queue_full and a time to retry when the line is full', async () => {
    const gate = Promise.withResolvers<void>();
    const engine = openScriptedEngine({ replies: [{ pieces: [gate.promise] }], parallelSequences: 1, queueLimit: 1 });
    const first = collect(engine.chat(request, never));
    const second = collect(engine.chat(request, never));
    await expect(collect(engine.chat(request, never))).rejects.toMatchObject({
      code: 'queue_full',
      retryAfterSeconds: expect.any(Number),
    });
    gate.resolve();
    await Promise.all([first, second]);
  });

  it('embeds equal texts to equal unit vectors, and refuses an empty or too long one', async () => {
    const engine = openScriptedEngine({ dimensions: 8, maxEmbeddingTokens: 4 });
    const embed = (inputs: (string | number[])[]) =>
      engine.embed({ modelId: 'e', inputs, priority: 'query' }, new AbortController().signal);
    const { vectors, tokens } = await embed(['ab', [97, 98], 'cd']);
    expect(vectors[0]).toEqual(vectors[1]);
    expect(vectors[0]).not.toEqual(vectors[2]);
    expect(Math.hypot(...(vectors[2] ?? []))).toBeCloseTo(1, 5);
    expect(tokens).toEqual([2, 2, 2]);
    await expect(embed(['ok', ''])).rejects.toMatchObject({ code: 'invalid_input', param: 'input[1]' });
    await expect(embed(['12345'])).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('gives texts back from their tokens', async () => {
    const engine = openScriptedEngine();
    const [tokens] = await engine.tokenize('m', ['Grüße']);
    expect(await engine.detokenize('m', tokens ?? [])).toBe('Grüße');
  });
});
