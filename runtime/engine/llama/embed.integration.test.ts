import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LlamaEngine } from './open-llama-engine.ts';
import { askWithoutEnd, never, openTinyEngines, startStream, type TinyEngines } from './tiny-engine.ts';

let tiny: TinyEngines;
let engine: LlamaEngine;

beforeAll(async () => {
  tiny = await openTinyEngines();
  engine = await tiny.open({ parallelSequences: 4 });
});

afterAll(() => tiny.close());

describe('embeddings', () => {
  const embed = (inputs: (string | number[])[], priority: 'query' | 'ingest' = 'query') =>
    engine.embed({ modelId: 'embedding', inputs, priority }, never);

  it('gives vectors of unit length in the order of the texts, however long they are', async () => {
    const texts = ['hello', 'a much longer text about the world', 'hi', 'b c'];
    const { vectors, tokens } = await embed(texts, 'ingest');
    const alone = await Promise.all(texts.map((text) => embed([text])));
    expect(vectors.map((vector) => [...vector])).toEqual(alone.map((one) => [...(one.vectors[0] ?? [])]));
    expect(tokens).toEqual(alone.map((one) => one.tokens[0]));
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('takes tokens like the text they came from', async () => {
    const [tokens = []] = await engine.tokenize('embedding', ['hello']);
    const [text, list] = (await embed(['hello', tokens])).vectors;
    expect(list).toEqual(text);
    await expect(embed([[1, 999_999]])).rejects.toMatchObject({ code: 'invalid_input', param: 'input[0]' });
  });

  it('reads a text of exactly the model limit and refuses a longer or empty one with the numbers', async () => {
    const most = 512 - 2;
    const letters = (count: number) => Array.from({ length: count }, () => 'a').join(' ');
    const [tokens = []] = await engine.tokenize('embedding', [letters(most)]);
    const exact = tokens.slice(0, most);
    expect((await embed([exact])).tokens).toEqual([512]);
    await expect(embed(['fine', [...exact, 7, 7]])).rejects.toMatchObject({
      code: 'invalid_input',
      param: 'input[1]',
      message: expect.stringContaining('514 tokens, the embedding model reads at most 512'),
    });
    await expect(embed([''])).rejects.toMatchObject({ code: 'invalid_input', param: 'input[0]' });
  });

  it('answers a query while somebody chats, and ingest when the chat is over', async () => {
    const request = askWithoutEnd('hello');
    const stream = await startStream(engine, request);
    const ingest = embed(['one', 'two', 'three'], 'ingest');
    expect((await embed(['now'])).vectors).toHaveLength(1);
    await stream.return(undefined);
    expect((await ingest).vectors).toHaveLength(3);
  });

  it('stops an ingest that is cancelled', async () => {
    const abort = new AbortController();
    const texts = Array.from({ length: 500 }, (_, index) => `hello ${index}`);
    const running = engine.embed({ modelId: 'embedding', inputs: texts, priority: 'ingest' }, abort.signal);
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'client_closed' });
  });
});
