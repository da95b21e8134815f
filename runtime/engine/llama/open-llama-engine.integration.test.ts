import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LlamaEngine, openLlamaEngine } from './open-llama-engine.ts';
import {
  ask,
  endless,
  loadChat,
  never,
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

describe('models', () => {
  it('gives text back from tokens', async () => {
    const [tokens = []] = await engine.tokenize('chat', ['hello world €']);
    expect(await engine.detokenize('chat', tokens)).toBe('hello world €');
    await expect(engine.detokenize('chat', [-1])).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('says why a model cannot be loaded, and serves on', async () => {
    const broken = join(tiny.folder, 'broken.gguf');
    await writeFile(broken, 'no model at all');
    const spec = { modelId: 'x', kind: 'chat' as const, contextTokens: 512, parallelSequences: 1 };
    await expect(engine.load({ ...spec, path: broken })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('broken.gguf'),
    });
    await expect(engine.load({ ...spec, path: join(tiny.folder, 'absent.gguf') })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(engine.load({ ...spec, path: tiny.chatFile }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'client_closed',
    });
    expect(engine.status().models.map(({ modelId }) => modelId)).toEqual(['chat', 'embedding']);
    expect(engine.status().models[0]?.parameters).toBeGreaterThan(10_000);
  });

  it('joins loads of one model and tells who asks meanwhile that it is loading', async () => {
    const both = [
      loadChat(engine, tiny.chatFile, { modelId: 'second' }),
      loadChat(engine, tiny.chatFile, { modelId: 'second' }),
    ];
    await expect(run(engine, ask('x', { modelId: 'second' }))).rejects.toMatchObject({ code: 'loading' });
    const [one, two] = await Promise.all(both);
    expect(one).toEqual(two);
    expect((await run(engine, ask('x', { modelId: 'second', maxTokens: 1 }))).ended.completionTokens).toBeLessThan(2);
    await engine.unload('second');
    await expect(run(engine, ask('x', { modelId: 'second' }))).rejects.toMatchObject({ code: 'model_not_found' });
  });

  it('lets a running request end before its model goes', async () => {
    await loadChat(engine, tiny.chatFile, { modelId: 'leaving' });
    const request = ask('hello', { modelId: 'leaving', maxTokens: 50, grammar: endless });
    const stream = await startStream(engine, request);
    const unloaded = engine.unload('leaving');
    await readToEnd(stream);
    await unloaded;
    expect(engine.status().models.map(({ modelId }) => modelId)).not.toContain('leaving');
  });

  it('refuses a model of the wrong kind', async () => {
    await expect(run(engine, ask('x', { modelId: 'embedding' }))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(engine.embed({ modelId: 'chat', inputs: ['x'], priority: 'query' }, never)).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('says why it cannot start, and leaves no child behind', async () => {
    const log = pino({ level: 'silent' });
    await expect(openLlamaEngine({ log, gpu: false, library: 'no-such-library' })).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('no-such-library'),
    });
  });
});
