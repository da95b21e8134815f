import { describe, expect, it } from 'vitest';
import { openEmbedLine } from './open-embed-line.ts';

const never = new AbortController().signal;
const forever = 2 ** 30;

describe('openEmbedLine', () => {
  it('serves queries before ingest that came earlier', async () => {
    const line = openEmbedLine({ workers: ['w'], isChatActive: () => false, patienceMs: forever });
    const order: string[] = [];
    const add = (priority: 'query' | 'ingest', name: string) => line.run(priority, async () => order.push(name), never);
    await Promise.all([add('ingest', 'i1'), add('ingest', 'i2'), add('query', 'q1'), add('query', 'q2')]);
    expect(order).toEqual(['i1', 'q1', 'q2', 'i2']);
  });

  it('holds ingest, not queries, while chat is active, and goes on when woken', async () => {
    let isChatActive = true;
    const line = openEmbedLine({ workers: ['w'], isChatActive: () => isChatActive, patienceMs: forever });
    const order: string[] = [];
    const ingest = line.run('ingest', async () => order.push('ingest'), never);
    await line.run('query', async () => order.push('query'), never);
    expect(order).toEqual(['query']);
    isChatActive = false;
    line.wake();
    await ingest;
    expect(order).toEqual(['query', 'ingest']);
  });

  it('lets ingest through one by one when chat does not end', async () => {
    const line = openEmbedLine({ workers: ['w'], isChatActive: () => true, patienceMs: 1 });
    const results = await Promise.all([1, 2].map((value) => line.run('ingest', async () => value, never)));
    expect(results).toEqual([1, 2]);
  });

  it('gives the worker back after a failure, and lets a cancelled one leave', async () => {
    const line = openEmbedLine({ workers: ['w'], isChatActive: () => false, patienceMs: forever });
    const abort = new AbortController();
    const failing = line.run('query', () => Promise.reject(new Error('broken')), never);
    const leaver = line.run('query', async () => 'never', abort.signal);
    abort.abort();
    await expect(failing).rejects.toThrow('broken');
    await expect(leaver).rejects.toMatchObject({ code: 'client_closed' });
    expect(await line.run('ingest', async (worker) => worker, never)).toBe('w');
  });
});
