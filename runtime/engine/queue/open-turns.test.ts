import { describe, expect, it } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { openTurns } from './open-turns.ts';

const never = new AbortController().signal;

/** Takes one turn at a time; the returned list fills with names in the order of service. */
function enqueue(turns: ReturnType<typeof openTurns>, order: string[], names: string[]): Promise<void>[] {
  return names.map(async (name) => {
    const turn = await turns.take(name.slice(0, 1), never);
    order.push(name);
    turn.end();
  });
}

describe('openTurns', () => {
  it('lets callers alternate while each one keeps its own order', async () => {
    const turns = openTurns({ limit: 1, queueLimit: 10 });
    const first = await turns.take('x', never);
    const order: string[] = [];
    const all = enqueue(turns, order, ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']);
    first.end();
    await Promise.all(all);
    expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
    expect(turns).toMatchObject({ running: 0, queued: 0 });
  });

  it('runs at most limit at once, and more as soon as the limit rises', async () => {
    const turns = openTurns({ limit: 2, queueLimit: 10 });
    await turns.take('a', never);
    await turns.take('a', never);
    const third = turns.take('a', never);
    expect(turns).toMatchObject({ running: 2, queued: 1 });
    turns.setLimit(3);
    await third;
    expect(turns).toMatchObject({ running: 3, queued: 0 });
  });

  it('refuses one more than the line holds, with seconds from recent durations', async () => {
    let now = 0;
    const turns = openTurns({ limit: 1, queueLimit: 1, now: () => now });
    for (let round = 0; round < 40; round += 1) {
      const turn = await turns.take('a', never);
      now += 10_000;
      turn.end();
    }
    await turns.take('a', never);
    const waiting = turns.take('a', never);
    await expect(turns.take('a', never)).rejects.toMatchObject({ code: 'queue_full', retryAfterSeconds: 20 });
    turns.close(new AppError('engine_crashed'));
    await expect(waiting).rejects.toMatchObject({ code: 'engine_crashed' });
    await expect(turns.take('a', never)).rejects.toMatchObject({ code: 'engine_crashed' });
  });

  it('forgets who leaves the line and tells how long the others waited', async () => {
    let now = 0;
    const turns = openTurns({ limit: 1, queueLimit: 5, now: () => now });
    const first = await turns.take('a', never);
    const abort = new AbortController();
    const leaver = turns.take('b', abort.signal);
    const stayer = turns.take('b', never);
    abort.abort();
    await expect(leaver).rejects.toMatchObject({ code: 'client_closed' });
    expect(turns.queued).toBe(1);
    now = 70;
    first.end();
    first.end();
    expect((await stayer).queuedMs).toBe(70);
    expect(turns.running).toBe(1);
  });

  it('refuses a signal that has come already', async () => {
    const turns = openTurns({ limit: 1, queueLimit: 1 });
    await expect(turns.take('a', AbortSignal.abort())).rejects.toMatchObject({ code: 'client_closed' });
    expect(turns.running).toBe(0);
  });

  it('tells when the last turn has ended', async () => {
    const turns = openTurns({ limit: 2, queueLimit: 1 });
    await turns.idle();
    const turn = await turns.take('a', never);
    const order: string[] = [];
    const idle = turns.idle().then(() => order.push('idle'));
    order.push('running');
    turn.end();
    await idle;
    expect(order).toEqual(['running', 'idle']);
  });
});
