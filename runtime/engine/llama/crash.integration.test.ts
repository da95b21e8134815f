import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  askWithoutEnd,
  endless,
  never,
  openTinyEngines,
  readToEnd,
  run,
  startStream,
  type TinyEngines,
} from './tiny-engine.ts';

let tiny: TinyEngines;

beforeAll(async () => {
  tiny = await openTinyEngines();
});

afterAll(() => tiny.close());

describe('crash', () => {
  it('fails what is in flight with engine_crashed and serves the next and the waiting request', async () => {
    const own = await tiny.open();
    const request = askWithoutEnd('hello');
    const stream = await startStream(own, request);
    const waiting = run(own, ask('waiting', { maxTokens: 2, grammar: endless }));
    const pid = own.childPid ?? 0;
    process.kill(pid, 'SIGKILL');
    await expect(readToEnd(stream)).rejects.toMatchObject({ code: 'engine_crashed', retryAfterSeconds: 2 });
    expect(own.status()).toMatchObject({ state: 'restarting', crashes: 1 });

    const next = run(own, ask('next', { maxTokens: 2, grammar: endless }));
    expect((await waiting).ended.completionTokens).toBe(2);
    expect((await next).ended.completionTokens).toBe(2);
    const { vectors } = await own.embed({ modelId: 'embedding', inputs: ['hello'], priority: 'query' }, never);
    expect(vectors).toHaveLength(1);
    expect(own.status()).toMatchObject({ state: 'ready', crashes: 1 });
    expect(own.childPid).not.toBe(pid);
  });

  it('tells a request for a model whose file has gone why it cannot be served, and serves the others', async () => {
    const own = await tiny.open();
    const lost = join(tiny.folder, 'lost.gguf');
    await copyFile(tiny.chatFile, lost);
    await own.load({ modelId: 'lost', kind: 'chat', path: lost, contextTokens: 512, parallelSequences: 1 });
    await rm(lost);
    process.kill(own.childPid ?? 0, 'SIGKILL');
    await expect(own.tokenize('chat', ['x'])).rejects.toMatchObject({ code: 'engine_crashed' });
    expect(await own.tokenize('chat', ['hello'])).toHaveLength(1);
    await expect(run(own, ask('x', { modelId: 'lost' }))).rejects.toMatchObject({
      code: 'engine_crashed',
      message: expect.stringContaining('lost.gguf is not there'),
    });
  });

  it('ends the child with the engine, and with the process that started it', async () => {
    const own = await tiny.open();
    const pid = own.childPid ?? 0;
    await own.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(own.status().state).toBe('closed');
    await expect(run(own, ask('x'))).rejects.toMatchObject({ code: 'engine_crashed' });

    const file = fileURLToPath(new URL('./child/main.ts', import.meta.url));
    const child = fork(file, [], { execArgv: [], serialization: 'advanced' });
    child.send({ type: 'tokenize', id: 1, modelId: 'none', texts: [] });
    await once(child, 'message');
    child.disconnect();
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
  });
});
