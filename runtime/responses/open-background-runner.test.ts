import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import { newResponse } from './new-response.ts';
import { type BackgroundParts, openBackgroundRunner } from './open-background-runner.ts';
import { openResponseStore, type ResponseStore } from './open-response-store.ts';
import type { StoredResponse } from './stored-response.ts';

let folder: string;
let store: ResponseStore;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gaianet-background-'));
  store = openResponseStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const log = pino({ level: 'silent' });
const ended = {
  type: 'ended' as const,
  finishReason: 'stop' as const,
  usage: { promptTokens: 1, cachedTokens: 0, completionTokens: 1 },
  extras: { traceId: '', outcome: 'no-knowledge' as const, citations: [], unsupported: [] },
};
const answer: BackgroundParts['run'] = ({ writer }, tell) =>
  tell([...writer.begin(), ...writer.write({ type: 'text', text: 'Hi' }), ...writer.write(ended)]);

function stored(): StoredResponse {
  const settings = { model: 'guide', background: true };
  const content = [{ type: 'input_text' as const, text: 'What?' }];
  const input = [{ type: 'message' as const, id: 'msg_1', role: 'user' as const, content }];
  const response = newResponse(settings, testManifest().manifest, new Date());
  return { callerId: 'ada', scope: 'public', settings, starts: 0, input, response };
}

describe('the background', () => {
  it('gives a response up that was begun five times and stopped the node each time', async () => {
    const begun = Promise.withResolvers<void>();
    const hang: BackgroundParts['run'] = async ({ writer, signal }, tell) => {
      await tell(writer.begin());
      begun.resolve();
      signal.throwIfAborted();
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new AppError('client_closed'))));
    };
    const one = stored();
    const { id } = one.response;
    const first = openBackgroundRunner({ store, run: hang, log });
    await first.start(one);
    await begun.promise;
    await first.close();
    for (let start = 2; start <= 5; start += 1) {
      const runner = openBackgroundRunner({ store, run: hang, log });
      await runner.resume();
      expect(await store.get('ada', id)).toMatchObject({ starts: start });
      await runner.close();
    }
    const last = openBackgroundRunner({ store, run: hang, log });
    await last.resume();
    expect((await store.get('ada', id)).response).toMatchObject({
      status: 'failed',
      error: { code: 'server_error', message: expect.stringContaining('5 times') },
    });
    expect(await store.unfinished()).toEqual([]);
    await last.close();
  });

  it('asks an engine again that had no room, but not one that failed', async () => {
    let tries = 0;
    const busyOnce: BackgroundParts['run'] = async (about, tell) => {
      tries += 1;
      if (tries === 1) throw new AppError('queue_full');
      await answer(about, tell);
    };
    const one = stored();
    const runner = openBackgroundRunner({ store, run: busyOnce, log });
    await runner.start(one);
    const types: string[] = [];
    const events = runner.follow(one.response.id, -1, new AbortController().signal);
    for await (const { type } of events ?? []) types.push(type);
    expect([tries, types.at(-1)]).toEqual([2, 'response.completed']);

    const other = stored();
    const fail = async () => Promise.reject(new AppError('engine_crashed'));
    const failing = openBackgroundRunner({ store, run: fail, log });
    await failing.start(other);
    const told = failing.follow(other.response.id, -1, new AbortController().signal);
    for await (const { type } of told ?? []) types.push(type);
    expect(types.at(-1)).toBe('response.failed');
    expect((await store.get('ada', other.response.id)).response).toMatchObject({ status: 'failed', output: [] });
    await failing.close();
    await runner.close();
  });
});
