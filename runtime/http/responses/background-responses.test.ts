import { describe, expect, it } from 'vitest';
import { type ResponseObject, responseObjectSchema } from '#protocol/openai/responses-object.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { readResponseEvents } from '#runtime/http/testing/read-response-events.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';
import { openTestNode } from '#runtime/testing/open-test-node.ts';

const ask = { model: 'guide', input: 'What are credits?', background: true };

async function create(test: Pick<TestApp, 'post'>, body: object = {}): Promise<ResponseObject> {
  const response = await test.post('/v1/responses', { ...ask, ...body });
  return responseObjectSchema.parse(await response.json());
}
async function read(test: Pick<TestApp, 'get'>, id: string): Promise<ResponseObject> {
  return responseObjectSchema.parse(await (await test.get(`/v1/responses/${id}`)).json());
}
async function until(
  test: Pick<TestApp, 'get'>,
  id: string,
  status: ResponseObject['status'],
): Promise<ResponseObject> {
  for (;;) {
    const response = await read(test, id);
    if (response.status === status) return response;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a response in the background', () => {
  it('is queued, runs while nobody waits, and is polled', async () => {
    const gate = Promise.withResolvers<void>();
    const test = await openTestApp({ texts: [], engine: { replies: [{ pieces: ['Hel', gate.promise, 'lo.'] }] } });
    const queued = await create(test);
    expect(queued).toMatchObject({ status: 'queued', background: true, output: [] });
    await until(test, queued.id, 'in_progress');
    gate.resolve();
    expect(await until(test, queued.id, 'completed')).toMatchObject({ output: [{ content: [{ text: 'Hello.' }] }] });
  });

  it('is streamed to whoever asks, from the event after the one they name', async () => {
    const gate = Promise.withResolvers<void>();
    const test = await openTestApp({ texts: [], engine: { replies: [{ pieces: ['Hel', gate.promise, 'lo.'] }] } });
    const response = await test.post('/v1/responses', { ...ask, stream: true });
    gate.resolve();
    const all = await readResponseEvents(response);
    expect(all.slice(0, 3).map(({ type }) => type)).toEqual([
      'response.created',
      'response.queued',
      'response.in_progress',
    ]);
    const last = all.at(-1);
    const id = last?.type === 'response.completed' ? last.response.id : '';
    expect(await readResponseEvents(await test.get(`/v1/responses/${id}?stream=true`))).toEqual(all);
    const rest = await readResponseEvents(await test.get(`/v1/responses/${id}?stream=true&starting_after=4`));
    expect(rest).toEqual(all.slice(5));
    const plain = await test.post('/v1/responses', { ...ask, background: false });
    const { id: other } = responseObjectSchema.parse(await plain.json());
    expect((await test.get(`/v1/responses/${other}?stream=true`)).status).toBe(400);
    expect((await test.post(`/v1/responses/${other}/cancel`, {})).status).toBe(400);
  });

  it('is cancelled, which ends the generation, and can be cancelled again', async () => {
    const never = Promise.withResolvers<void>();
    const test = await openTestApp({ texts: [], engine: { replies: [{ pieces: ['Hel', never.promise] }] } });
    const { id } = await create(test);
    await until(test, id, 'in_progress');
    const cancelled = await (await test.post(`/v1/responses/${id}/cancel`, {})).json();
    expect(cancelled).toMatchObject({ id, status: 'cancelled' });
    expect(test.engine.cancelled).toBe(1);
    expect(await (await test.post(`/v1/responses/${id}/cancel`, {})).json()).toEqual(cancelled);
    const onward = await test.post('/v1/responses', { ...ask, previous_response_id: id });
    expect(await onward.json()).toMatchObject({ error: { param: 'previous_response_id' } });
  });

  it('says why it failed', async () => {
    const test = await openTestApp({ texts: [] });
    const { id } = await create(test, { tool_choice: 'required' });
    expect(await until(test, id, 'failed')).toMatchObject({
      error: { code: 'invalid_prompt', message: expect.stringContaining('no function to call') },
    });
  });

  it('waits for its turn behind two others, and is refused behind many', async () => {
    const never = Promise.withResolvers<void>();
    const test = await openTestApp({
      texts: [],
      engine: { parallelSequences: 4, replies: [{ pieces: [never.promise, 'x'] }] },
    });
    const made = [];
    for (let count = 0; count < 32; count += 1) made.push(await create(test));
    expect((await read(test, made[2]?.id ?? '')).status).toBe('queued');
    const refused = await test.post('/v1/responses', ask);
    expect(refused.status).toBe(429);
    never.resolve();
    for (const { id } of made) await until(test, id, 'completed');
  });

  it('starts again from its beginning when the node does; the events of one that has ended are told as before', async () => {
    const never = Promise.withResolvers<void>();
    let isHeld = false;
    const reply = () => (isHeld ? { pieces: ['Half', never.promise] } : 'Whole.');
    const engine = openScriptedEngine({ replies: [reply], parallelSequences: 4 });
    const node = await openTestNode({ engine, dimensions: 16 });
    const test = {
      post: (path: string, body: unknown) =>
        fetch(`${node.url}${path}`, { method: 'POST', body: JSON.stringify(body) }),
      get: (path: string) => fetch(`${node.url}${path}`),
    };
    try {
      const early = await create(test);
      await until(test, early.id, 'completed');
      const told = () => test.get(`/v1/responses/${early.id}?stream=true&starting_after=1`).then(readResponseEvents);
      const before = await told();
      isHeld = true;
      const made = [await create(test), await create(test), await create(test)];
      for (const { id } of made.slice(0, 2)) await until(test, id, 'in_progress');
      isHeld = false;
      await node.reopen();
      expect(before.at(-1)).toMatchObject({ type: 'response.completed' });
      expect(await told()).toEqual(before);
      for (const { id } of made) {
        expect(await until(test, id, 'completed')).toMatchObject({ output: [{ content: [{ text: 'Whole.' }] }] });
      }
    } finally {
      await node.close();
    }
  });
});
