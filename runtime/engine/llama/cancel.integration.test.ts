import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LlamaEngine } from './open-llama-engine.ts';
import {
  ask,
  askWithoutEnd,
  endless,
  openTinyEngines,
  readToEnd,
  run,
  startStream,
  type TinyEngines,
} from './tiny-engine.ts';

let tiny: TinyEngines;
let engine: LlamaEngine;

beforeAll(async () => {
  tiny = await openTinyEngines();
  engine = await tiny.open({ parallelSequences: 4 });
});

afterAll(() => tiny.close());

describe('cancel', () => {
  it('stops a running stream within a token and frees its slot', async () => {
    const own = await tiny.open();
    const abort = new AbortController();
    const request = askWithoutEnd('hello');
    const stream = await startStream(own, request, { texts: 3, signal: abort.signal });
    abort.abort();
    await expect(readToEnd(stream)).rejects.toMatchObject({ code: 'client_closed' });
    expect((await run(own, ask('hi', { maxTokens: 2, grammar: endless }))).ended.completionTokens).toBe(2);
    expect(own.status()).toMatchObject({ running: 0, queued: 0 });
  });

  it('stops when the reader leaves', async () => {
    const own = await tiny.open();
    const request = askWithoutEnd('hello');
    const stream = await startStream(own, request);
    await stream.return(undefined);
    expect((await run(own, ask('hi', { maxTokens: 1, grammar: endless }))).ended.completionTokens).toBe(1);
  });

  it('stops in the middle of a prompt', async () => {
    const own = await tiny.open({ parallelSequences: 2 });
    const request = askWithoutEnd('hello');
    const beside = await startStream(own, request);
    const abort = new AbortController();
    const long = ask('hello world '.repeat(155), { maxTokens: 1, grammar: endless });
    const cancelled = run(own, long, abort.signal);
    // Every step takes one token of the stream beside and one batch of the long prompt.
    for (let seen = 0; seen < 3; seen += 1) await beside.next();
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'client_closed' });
    await beside.return(undefined);

    const { started } = await run(own, long);
    expect(started.cachedTokens).toBeLessThan(started.promptTokens - 64);
    expect(own.status().running).toBe(0);
  });

  it('leaves the line while waiting', async () => {
    const own = await tiny.open();
    const request = askWithoutEnd('hello');
    const stream = await startStream(own, request);
    const abort = new AbortController();
    const waiting = run(own, ask('hi'), abort.signal);
    expect(own.status()).toMatchObject({ running: 1, queued: 1 });
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'client_closed' });
    expect(own.status()).toMatchObject({ running: 1, queued: 0 });
    await stream.return(undefined);
  });
});

describe('many requests', () => {
  it('decodes as many side by side as there are sequences', async () => {
    const request = askWithoutEnd('hello');
    const streams = await Promise.all([1, 2, 3, 4].map(() => startStream(engine, request, { texts: 5 })));
    expect(engine.status()).toMatchObject({ running: 4, queued: 0 });
    expect(engine.status().tokensPerSecond).toBeGreaterThan(0);
    await Promise.all(streams.map((stream) => stream.return(undefined)));
  });

  it('refuses one more than the line holds with queue_full and a time, and serves callers in turns', async () => {
    const own = await tiny.open({ parallelSequences: 1, maxQueue: 4 });
    const request = askWithoutEnd('hello');
    const stream = await startStream(own, request);
    const order: string[] = [];
    const waiting = ['a1', 'a2', 'a3', 'b1'].map(async (name) => {
      await run(own, ask(name, { callerId: name.slice(0, 1), maxTokens: 1, grammar: endless }));
      order.push(name);
    });
    await expect(run(own, ask('c', { callerId: 'c' }))).rejects.toMatchObject({
      code: 'queue_full',
      retryAfterSeconds: expect.any(Number),
    });
    expect(own.status()).toMatchObject({ running: 1, queued: 4, queueLimit: 4 });
    await stream.return(undefined);
    await Promise.all(waiting);
    expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
  });
});
