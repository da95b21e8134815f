import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';

const options = { maxBytes: 10 * 1024 * 1024, what: '"a.txt"' };
const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request('http://studio/api', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

test('a body is read as it streams; none is empty', async () => {
  expect((await buffer(readBody(post('hello'), options))).toString()).toBe('hello');
  expect((await buffer(readBody(post(null), options))).byteLength).toBe(0);
});

test('a body that announces too much is refused before it is read', () => {
  expect(() => readBody(post('x', { 'content-length': '10485761' }), options)).toThrow('"a.txt" is larger than 10 MB');
});

test('an upload that breaks off says so', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new TypeError('terminated'));
    },
  });
  await expect(buffer(readBody(post(broken), options))).rejects.toMatchObject({ code: 'client_closed' });
});
