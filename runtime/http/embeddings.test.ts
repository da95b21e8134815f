import { describe, expect, it } from 'vitest';
import { embeddingResponseSchema } from '#protocol/openai/embedding-request.ts';
import { searchResultSchema } from '#protocol/retrieval/trace.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';

async function embed(test: TestApp, body: object) {
  const response = await test.post('/v1/embeddings', { model: 'guide', ...body });
  expect(response.status).toBe(200);
  return embeddingResponseSchema.strict().parse(await response.json());
}

describe('/v1/embeddings', () => {
  it('takes a text, a list of texts, tokens and lists of tokens, in order', async () => {
    const test = await openTestApp();
    const one = await embed(test, { input: 'ab' });
    const several = await embed(test, { input: ['x', 'ab'] });
    const tokens = await embed(test, { input: [97, 98] });
    const lists = await embed(test, { input: [[120], [97, 98]] });
    expect(one.usage).toEqual({ prompt_tokens: 2, total_tokens: 2 });
    expect(several.data.map(({ index }) => index)).toEqual([0, 1]);
    for (const { data } of [several, lists]) expect(data[1]?.embedding).toEqual(one.data[0]?.embedding);
    expect(tokens.data[0]?.embedding).toEqual(one.data[0]?.embedding);
  });

  it('gives unit length, as numbers or as base64 of the same float32', async () => {
    const test = await openTestApp();
    const numbers = (await embed(test, { input: 'ab' })).data[0]?.embedding as number[];
    expect(Math.hypot(...numbers)).toBeCloseTo(1, 5);
    const text = (await embed(test, { input: 'ab', encoding_format: 'base64' })).data[0]?.embedding as string;
    const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
    expect([...new Float32Array(bytes.buffer)]).toEqual(numbers);
  });

  it('knows the embedding model by its own id too', async () => {
    const { data, model } = await embed(await openTestApp(), { model: 'scripted-embedding', input: 'ab' });
    expect({ length: data.length, model }).toEqual({ length: 1, model: 'scripted-embedding' });
  });

  it.each([
    [{ input: '' }, 400, 'invalid_input', 'input[0]'],
    [{ input: [] }, 400, 'invalid_input', 'input'],
    [{ input: [-1] }, 400, 'invalid_input', 'input[0]'],
    [{ input: 'x'.repeat(600) }, 400, 'invalid_input', 'input[0]'],
    [{ input: 'x', dimensions: 8 }, 400, 'unsupported_parameter', 'dimensions'],
    [{ input: 'x', encoding_format: 'hex' }, 400, 'invalid_input', 'encoding_format'],
    [{ input: 'x', speed: 1 }, 400, 'unknown_parameter', 'speed'],
    [{ input: 'x', model: 'other' }, 404, 'model_not_found', 'model'],
  ])('refuses %j', async (...row) => {
    const [body, status, code, param] = row;
    const response = await (await openTestApp()).post('/v1/embeddings', { model: 'guide', ...body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code, param } });
  });

  it('says that an agent without an embedding model has none', async () => {
    const test = await openTestApp({ texts: [], manifest: { embedding: null } });
    const response = await test.post('/v1/embeddings', { model: 'guide', input: 'x' });
    expect(await response.json()).toMatchObject({ error: { param: 'model', code: 'invalid_input' } });
  });
});

describe('/v1/tokenize', () => {
  it('gives the tokens of a text and their number', async () => {
    const response = await (await openTestApp()).post('/v1/tokenize', { model: 'guide', input: 'ab' });
    expect(await response.json()).toEqual({ object: 'list', model: 'guide', tokens: [97, 98], count: 2 });
  });

  it('of nothing gives none, and refuses an unknown model', async () => {
    const test = await openTestApp();
    expect(await (await test.post('/v1/tokenize', { model: 'guide', input: '' })).json()).toMatchObject({ count: 0 });
    expect((await test.post('/v1/tokenize', { model: 'other', input: '' })).status).toBe(404);
  });
});

describe('/v1/retrieve', () => {
  it('gives the owner candidates with scores, the evidence and the passages', async () => {
    const response = await (await openTestApp()).post('/v1/retrieve', { model: 'guide', query: 'What are credits?' });
    const result = searchResultSchema.parse(await response.json());
    expect(result.candidates[0]?.text).toBe('Credits are the unspent part of a deposit.');
    expect(result.passages[0]).toMatchObject({ marker: 1, documentName: 'credits.md' });
  });

  it('says when an agent has no knowledge, and when the question is empty', async () => {
    const without = await openTestApp({ texts: [] });
    const response = await without.post('/v1/retrieve', { model: 'guide', query: 'x' });
    expect(await response.json()).toMatchObject({ error: { param: 'model', message: '"guide" has no knowledge.' } });
    const empty = await (await openTestApp()).post('/v1/retrieve', { model: 'guide', query: '' });
    expect(await empty.json()).toMatchObject({ error: { param: 'query' } });
  });
});
