import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSteps } from './steps.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Steps whose lines are kept with the second at which they were printed. */
function open(signal?: AbortSignal) {
  const said: { second: number; line: string }[] = [];
  const startedMs = performance.now();
  const print = (line: string) => said.push({ second: (performance.now() - startedMs) / 1_000, line });
  return { steps: openSteps({ print, ...(signal && { signal }) }), said };
}

test('a step has a heading, its notes, and its time', async () => {
  const { steps, said } = open();
  const result = await steps.run('Models', async (step) => {
    step.note('25 MB');
    vi.advanceTimersByTime(1_500);
    return 7;
  });
  expect(result).toBe(7);
  expect(said.map(({ line }) => line)).toEqual(['• Models', '    25 MB', '  ✓ 1.5 s']);
  expect(steps.totalSeconds()).toBe('1.5');
});

test('no step is silent for more than ten seconds, whenever it last said something', async () => {
  const { steps, said } = open();
  await steps.run('Models', async (step) => {
    vi.advanceTimersByTime(5_300);
    step.note('half');
    step.progress('MiniLM: 20 MB of 25 MB');
    for (let second = 0; second < 60; second += 1) vi.advanceTimersByTime(1_000);
  });
  const gaps = said.slice(1).map(({ second }, index) => second - (said[index]?.second ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(10);
  expect(said.filter(({ line }) => /^ {4}MiniLM: 20 MB of 25 MB \(\d+\.\d s\)$/.test(line)).length).toBeGreaterThan(5);
});

test('a step that has nothing to tell says that it still runs', async () => {
  const { steps, said } = open();
  await steps.run('Node', async () => void vi.advanceTimersByTime(9_000));
  expect(said.map(({ line }) => line)).toContain('    still at it (8.0 s)');
});

test('a step that fails says so, throws on, and is silent from then on', async () => {
  const { steps, said } = open();
  await expect(steps.run('Node', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  vi.advanceTimersByTime(30_000);
  expect(said.map(({ line }) => line)).toEqual(['• Node', '  ✗ after 0.0 s']);
});

test('after the wish to stop a running step is left, and no other starts', async () => {
  const stop = new AbortController();
  const { steps, said } = open(stop.signal);
  const long = steps.run('Models', () => delay(100_000, undefined, { signal: stop.signal }));
  stop.abort();
  await expect(long).rejects.toThrow('aborted');
  await expect(steps.run('Node', async () => 1)).rejects.toThrow('aborted');
  expect(said.map(({ line }) => line)).toEqual(['• Models', '  – left after 0.0 s']);
});
