import { describe, expect, it } from 'vitest';
import { responseObjectSchema } from '#protocol/openai/responses-object.ts';
import { assertOpenAiShape } from '#runtime/http/testing/assert-open-ai-shape.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';

const tunnel = { viaTunnel: true as const };
const at = (test: TestApp, path: string, { caller = 'ada', ...init }: RequestInit & { caller?: string } = {}) =>
  test.app.request(path, { ...init, headers: { 'x-gaia-caller': caller } }, tunnel);

async function create(test: TestApp, body: object) {
  const given = JSON.stringify({ model: 'guide', input: 'What are credits?', ...body });
  const response = await at(test, '/v1/responses', { method: 'POST', body: given });
  expect(response.status).toBe(200);
  return responseObjectSchema.parse(await response.json());
}

describe('a response that was kept', () => {
  it('is read, listed by what it answered, and deleted', async () => {
    const test = await openTestApp({ texts: [] });
    const input = ['a', 'b', 'c'].map((content) => ({ role: 'user', content }));
    const made = await create(test, { input });
    const path = `/v1/responses/${made.id}`;
    expect(await (await at(test, path)).json()).toEqual(made);
    const page = async (query: string) => {
      const list = (await (await at(test, `${path}/input_items${query}`)).json()) as {
        data: { id: string; content: { text: string }[] }[];
        has_more: boolean;
        last_id: string;
      };
      assertOpenAiShape('response-input-list', list);
      return { texts: list.data.map(({ content }) => content[0]?.text), more: list.has_more, last: list.last_id };
    };
    expect(await page('')).toMatchObject({ texts: ['c', 'b', 'a'], more: false });
    const first = await page('?limit=2&order=asc');
    expect(first).toMatchObject({ texts: ['a', 'b'], more: true });
    expect(await page(`?limit=2&order=asc&after=${first.last}`)).toMatchObject({ texts: ['c'], more: false });
    const gone: unknown = await (await at(test, path, { method: 'DELETE' })).json();
    assertOpenAiShape('response-deleted', gone);
    expect(gone).toEqual({ id: made.id, object: 'response', deleted: true });
    expect((await at(test, path)).status).toBe(404);
  });

  it('is nobody else’s to read, go on from, cancel or delete', async () => {
    const test = await openTestApp({ texts: [] });
    const { id } = await create(test, {});
    const body = JSON.stringify({ model: 'guide', input: 'And?', previous_response_id: id });
    const tries = [
      at(test, `/v1/responses/${id}`, { caller: 'bob' }),
      at(test, `/v1/responses/${id}/input_items`, { caller: 'bob' }),
      at(test, `/v1/responses/${id}`, { caller: 'bob', method: 'DELETE' }),
      at(test, `/v1/responses/${id}/cancel`, { caller: 'bob', method: 'POST' }),
      at(test, '/v1/responses', { caller: 'bob', method: 'POST', body }),
      at(test, '/v1/responses/..%2F..%2Fkeystore'),
    ];
    for (const response of await Promise.all(tries)) {
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'not_found' } });
    }
    expect((await at(test, `/v1/responses/${id}`)).status).toBe(200);
  });

  it('is not kept with store false', async () => {
    const test = await openTestApp({ texts: [] });
    const { id, store } = await create(test, { store: false });
    expect(store).toBe(false);
    expect((await at(test, `/v1/responses/${id}`)).status).toBe(404);
  });

  it('is gone on from with all that came before, but not its instructions', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: ['One.', 'Two.', 'Three.'] } });
    const first = await create(test, { input: 'First?', instructions: 'Rhyme.' });
    const second = await create(test, { input: 'Second?', previous_response_id: first.id });
    await at(test, `/v1/responses/${first.id}`, { method: 'DELETE' });
    const third = await create(test, { input: 'Third?', previous_response_id: second.id });
    expect(third.previous_response_id).toBe(second.id);
    const [asked] = test.engine.calls.chat.slice(-1);
    expect(asked?.messages.slice(1).map(({ content }) => content)).toEqual([
      'First?',
      'One.',
      'Second?',
      'Two.',
      'Third?',
    ]);
    expect(asked?.messages[0]?.content).not.toContain('Rhyme.');
  });

  it('takes the results of its calls in the request that goes on from it', async () => {
    const call = '{"tool": "weather", "city": "Rome"}';
    const test = await openTestApp({ texts: [], engine: { replies: [call, 'It is 42.'] } });
    const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
    const tools = [{ type: 'function', name: 'weather', parameters }];
    const first = await create(test, { tools });
    const [made] = first.output;
    const id = made?.type === 'function_call' ? made.call_id : '';
    const input = [{ type: 'function_call_output', call_id: id, output: '42' }];
    const second = await create(test, { input, tools, previous_response_id: first.id });
    expect(second.output).toMatchObject([{ content: [{ text: 'It is 42.' }] }]);
    expect(test.engine.calls.chat.at(-1)?.messages.at(-1)?.content).toBe('Result of weather: 42');
  });
});
