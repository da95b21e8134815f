import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { type ControlNode, openControlNode } from '#runtime/testing/open-control-node.ts';
import { openSession } from '#server/accounts/open-session.ts';
import { getTrial } from '#server/trials/get-trial.ts';
import { openTrialBench, type Sold, type TrialBench } from '#server/trials/testing/open-trial-bench.ts';
import { answerTrialQuestion } from './ask-component.ts';

const kept = globalThis as typeof globalThis & { gaianetDeps?: unknown };
let bench: TrialBench<ControlNode>;
let server: Server;
let studio: string;
let sold: Sold;
let cookie: string;

beforeAll(async () => {
  bench = await openTrialBench({ openNode: openControlNode, makeBundle: makeKnowledgeBundle });
  kept.gaianetDeps = bench;
  server = await listen();
  studio = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  bench.origins.studio = studio;
});
afterAll(async () => {
  delete kept.gaianetDeps;
  await new Promise((resolve) => server.close(resolve));
  await bench.close();
});
beforeEach(async () => {
  await bench.database.clear();
  Object.assign(bench.node, { isOnline: true, reply: () => 'Bees make honey from nectar.' });
  sold = await bench.sell(['Bees make honey from nectar.', 'Queens lay two thousand eggs a day.']);
  const { id: ownerId } = await bench.newAccount('Bob');
  cookie = `gaia-session=${(await openSession(bench, { ownerId, userAgent: '' })).sessionToken}`;
});

/** The route as Next mounts it, on a port of its own. */
function listen(): Promise<Server> {
  const fetch = (request: Request) => {
    const [, id = ''] = /^\/api\/trials\/([^/]+)\/ask$/.exec(new URL(request.url).pathname) ?? [];
    return answerTrialQuestion(request, { params: Promise.resolve({ id }) });
  };
  return new Promise((resolve) => {
    const opened = serve({ fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(opened as Server));
  });
}

interface Asked {
  id?: string;
  body?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}
const ask = ({ id, body, headers, signal }: Asked = {}) =>
  fetch(`${studio}/api/trials/${id ?? sold.componentId}/ask`, {
    method: 'POST',
    headers: { cookie, origin: studio, 'content-type': 'application/json', ...headers },
    body: body ?? JSON.stringify({ question: 'What do bees make?' }),
    ...(signal ? { signal } : {}),
  });
const linesOf = async (response: Response) =>
  (await response.text()).split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));
const refusal = async (response: Response) => {
  const { error } = await response.json();
  return [response.status, error.code];
};

describe('a trial question over HTTP', () => {
  test('is answered as a chat stream whose last chunk cites short quotations, and holds nothing of the node', async () => {
    await bench.offer(sold);
    const response = await ask();
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      ...[200, 'text/event-stream; charset=utf-8', 'no-store'],
    ]);
    const lines = await linesOf(response);
    expect(lines.pop()).toBe('[DONE]');
    const chunks = lines.map((line) => JSON.parse(line));
    const text = chunks.map(({ choices }) => choices[0].delta.content ?? '').join('');
    expect(text).toBe('Bees make honey from nectar.');
    expect(chunks.at(-1)).toMatchObject({
      choices: [{ finish_reason: 'stop' }],
      gaia: { traceId: '', outcome: 'grounded', isCut: false, citations: [{ document: 'credits.md', chunkId: '' }] },
    });
    expect(lines.join('')).not.toMatch(/Queens|passages|collections/);
  });

  test('is refused without a session, from another site, without sense, and about what nobody sells', async () => {
    await bench.offer(sold);
    const cases: [number, string, Asked][] = [
      [401, 'unauthenticated', { headers: { cookie: '' } }],
      [403, 'forbidden', { headers: { origin: 'https://evil.example' } }],
      [400, 'invalid_input', { body: '{"question":"  "}' }],
      [400, 'invalid_input', { body: JSON.stringify({ question: 'x'.repeat(1_001) }) }],
      [400, 'invalid_input', { body: 'What?' }],
      [400, 'invalid_input', { id: 'seven' }],
      [404, 'not_found', { id: '0190a000-0000-7000-8000-000000000001' }],
    ];
    for (const [status, code, asked] of cases)
      expect(await refusal(await ask(asked)), JSON.stringify(asked).slice(0, 80)).toEqual([status, code]);
    expect((await getTrial(bench, sold))?.today.questions).toBe(0);
  });

  test('beyond the budget says when to come again, and while the node is away that it is', async () => {
    await bench.offer(sold, { personQuestions: 1 });
    await (await ask()).text();
    const late = await ask();
    expect(Number(late.headers.get('retry-after'))).toBe(43_200);
    expect(await refusal(late)).toEqual([429, 'rate_limited']);
    await bench.offer(sold);
    bench.node.isOnline = false;
    expect(await refusal(await ask())).toEqual([503, 'node_offline']);
  });

  test('that fails in the middle ends its stream with the error, not with an end', async () => {
    await bench.offer(sold);
    bench.node.reply = () => ({ pieces: ['Bees ', Promise.reject(new Error('engine'))] });
    const lines = await linesOf(await ask());
    expect(lines).not.toContain('[DONE]');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ error: { code: 'internal' } });
  });
});
