import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '#protocol/limits.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import { newResponse } from './new-response.ts';
import { openResponseStore } from './open-response-store.ts';
import type { StoredResponse } from './stored-response.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gaianet-responses-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const question = {
  ...{ type: 'message' as const, id: 'msg_1', role: 'user' as const },
  content: [{ type: 'input_text' as const, text: 'What are credits?' }],
};
const start = new Date('2026-01-01T00:00:00Z').getTime();
function stored(minutes: number, changes: { user?: string; background?: boolean } = {}): StoredResponse {
  const settings = { model: 'guide', ...changes };
  const response = newResponse(settings, testManifest().manifest, new Date(start + minutes * 60_000));
  return { callerId: 'ada', scope: 'public', settings, starts: 0, input: [question], response };
}

describe('the store of responses', () => {
  it('drops the oldest of a caller beyond its count, and what is too old', async () => {
    let now = new Date(start);
    const store = openResponseStore(folder, () => now);
    const all = Array.from({ length: limits.responsesPerCaller + 2 }, (_, minutes) => stored(minutes));
    for (const one of all) await store.save(one);
    const isKept = async (one: StoredResponse | undefined) =>
      store.get('ada', one?.response.id ?? '').then(
        () => true,
        () => false,
      );
    expect([await isKept(all[1]), await isKept(all[2])]).toEqual([false, true]);
    now = new Date(start + (limits.responseDays * 1_440 + 100) * 60_000);
    expect([await isKept(all[50]), await isKept(all[150])]).toEqual([false, true]);
  }, 30_000);

  it('drops the oldest of a caller beyond its room', async () => {
    const store = openResponseStore(folder, () => new Date(start));
    const large = 'x'.repeat(limits.responsesPerCallerBytes / 5);
    const all = [stored(0, { user: large }), stored(1, { user: large }), stored(2, { user: large })];
    for (const one of all) await store.save(one);
    await expect(store.get('ada', all[0]?.response.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
    expect(await store.get('ada', all[1]?.response.id ?? '')).toMatchObject({ response: { user: large } });
  });

  it('knows which have not ended, until they have or are removed', async () => {
    const store = openResponseStore(folder, () => new Date(start));
    const [first, second] = [stored(0, { background: true }), stored(1, { background: true })];
    await store.save(first);
    await store.save(second);
    const open = async () =>
      (await openResponseStore(folder, () => new Date(start)).unfinished()).map((one) => one.response.id);
    expect(await open()).toEqual([first.response.id, second.response.id]);
    first.response.status = 'completed';
    await store.save(first);
    expect(await open()).toEqual([second.response.id]);
    await store.remove('ada', second.response.id);
    expect(await open()).toEqual([]);
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => path.basename(String(name)).startsWith('.')),
    ).toEqual([]);
  });

  it("keeps the events of a response with it, and lets them go with it; nobody else's are told", async () => {
    const store = openResponseStore(folder, () => new Date(start));
    const one = stored(0, { background: true });
    const { id } = one.response;
    await store.save(one);
    expect(await store.events('ada', id)).toBeNull();
    const events = [{ type: 'response.created' as const, response: one.response, sequence_number: 0 }];
    await store.saveEvents(one, events);
    expect(await openResponseStore(folder, () => new Date(start)).events('ada', id)).toEqual(events);
    await expect(store.events('bob', id)).rejects.toMatchObject({ code: 'not_found' });
    await store.remove('ada', id);
    const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(left).toEqual([]);
    const long = { ...events[0], delta: 'x'.repeat(limits.responseEventsLength) };
    await store.save(one);
    await store.saveEvents(one, [long] as never);
    expect(await store.events('ada', id)).toBeNull();
  });
});
