import { describe, expect, it } from 'vitest';
import { rerankResponseSchema } from '#protocol/openai/rerank-request.ts';
import { openTestApp } from '#runtime/testing/open-test-app.ts';

const ask = { model: 'guide', query: 'credits', documents: ['nodes', 'credits', { text: 'domains' }] };

describe('/v1/rerank', () => {
  it('puts the text that fits best first, with its place in the list', async () => {
    const test = await openTestApp();
    const response = await test.post('/v1/rerank', { ...ask, return_documents: true });
    const { results, gaia, usage } = rerankResponseSchema.strict().parse(await response.json());
    expect(results[0]).toEqual({ index: 1, relevance_score: expect.closeTo(1, 5), document: { text: 'credits' } });
    expect(results.map(({ index }) => index).toSorted()).toEqual([0, 1, 2]);
    expect({ gaia, total: usage.total_tokens }).toEqual({ gaia: { scoredBy: 'scripted-embedding' }, total: 26 });
  });

  it('gives as many as asked, and no documents unless asked', async () => {
    const response = await (await openTestApp()).post('/v1/rerank', { ...ask, top_n: 1 });
    expect(rerankResponseSchema.parse(await response.json()).results).toEqual([
      { index: 1, relevance_score: expect.closeTo(1, 5) },
    ]);
  });

  it.each([
    [{ documents: [] }, 400, 'documents'],
    [{ documents: ['x', ''] }, 400, 'documents[1]'],
    [{ documents: ['x', 'y'.repeat(600)] }, 400, 'documents[1]'],
    [{ query: 'y'.repeat(600) }, 400, 'query'],
    [{ top_n: 0 }, 400, 'top_n'],
    [{ model: 'other' }, 404, 'model'],
  ])('refuses %j', async (...row) => {
    const [changes, status, param] = row;
    const response = await (await openTestApp()).post('/v1/rerank', { ...ask, ...changes });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { param } });
  });

  it('says that an agent without an embedding model has none', async () => {
    const test = await openTestApp({ texts: [], manifest: { embedding: null } });
    const response = await test.post('/v1/rerank', ask);
    expect(await response.json()).toMatchObject({ error: { param: 'model', code: 'invalid_input' } });
  });
});
