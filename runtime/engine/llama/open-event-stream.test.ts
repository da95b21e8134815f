import { expect, it } from 'vitest';
import { openEventStream } from './open-event-stream.ts';

it('gives events in order, waits for more, and ends', async () => {
  const stream = openEventStream<number>();
  const seen: number[] = [];
  const reading = (async () => {
    for await (const event of stream.read()) seen.push(event);
  })();
  stream.push(1);
  await Promise.resolve();
  stream.push(2);
  stream.end();
  await reading;
  expect(seen).toEqual([1, 2]);
});

it('throws what it failed with after the events before', async () => {
  const stream = openEventStream<number>();
  stream.push(1);
  stream.fail(new Error('gone'));
  stream.end();
  const reader = stream.read();
  expect((await reader.next()).value).toBe(1);
  await expect(reader.next()).rejects.toThrow('gone');
});
