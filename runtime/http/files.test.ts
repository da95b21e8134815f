import { describe, expect, it } from 'vitest';
import { limits } from '#protocol/limits.ts';
import { fileListSchema, fileObjectSchema } from '#protocol/openai/file-object.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';

function form(text: string | Uint8Array<ArrayBuffer> = 'Hello', purpose = 'user_data', name = 'notes.txt') {
  const body = new FormData();
  body.set('purpose', purpose);
  body.set('file', new File([text], name));
  return body;
}
const tunnel = { viaTunnel: true as const };
const upload = (test: TestApp, body: FormData, caller = 'ada') =>
  test.app.request('/v1/files', { method: 'POST', body, headers: { 'x-gaia-caller': caller } }, tunnel);
const ask = (test: TestApp, path: string, { method = 'GET', caller = 'ada' } = {}) =>
  test.app.request(path, { method, headers: { 'x-gaia-caller': caller } }, tunnel);

describe('/v1/files', () => {
  it('keeps a file, tells of it, gives it back and deletes it', async () => {
    const test = await openTestApp();
    const file = fileObjectSchema.strict().parse(await (await upload(test, form('Grüße'))).json());
    expect(file).toMatchObject({ bytes: 7, filename: 'notes.txt', purpose: 'user_data' });
    expect(await (await ask(test, `/v1/files/${file.id}`)).json()).toEqual(file);
    const content = await ask(test, `/v1/files/${file.id}/content`);
    expect(await content.text()).toBe('Grüße');
    expect(content.headers.get('content-disposition')).toBe('attachment');
    expect(await (await ask(test, `/v1/files/${file.id}`, { method: 'DELETE' })).json()).toEqual({
      ...{ id: file.id, object: 'file', deleted: true },
    });
    expect((await ask(test, `/v1/files/${file.id}`)).status).toBe(404);
  });

  it('lists in pages, newest first, by purpose where asked', async () => {
    const test = await openTestApp();
    for (const name of ['a', 'b', 'c']) await upload(test, form('x', name === 'b' ? 'batch' : 'user_data', name));
    const names = async (query: string) => {
      const page = fileListSchema.parse(await (await ask(test, `/v1/files${query}`)).json());
      return { names: page.data.map(({ filename }) => filename), more: page.has_more, last: page.last_id };
    };
    const first = await names('?limit=2');
    expect(first).toMatchObject({ names: ['c', 'b'], more: true });
    expect(await names(`?limit=2&after=${first.last}`)).toMatchObject({ names: ['a'], more: false });
    expect((await names('?purpose=batch')).names).toEqual(['b']);
    expect((await names('?order=asc')).names).toEqual(['a', 'b', 'c']);
  });

  it("shows nobody another caller's files", async () => {
    const test = await openTestApp();
    const { id } = fileObjectSchema.parse(await (await upload(test, form())).json());
    expect((await ask(test, `/v1/files/${id}`, { caller: 'bob' })).status).toBe(404);
    expect((await ask(test, `/v1/files/${id}/content`, { caller: 'bob' })).status).toBe(404);
    expect((await ask(test, `/v1/files/${id}`, { method: 'DELETE', caller: 'bob' })).status).toBe(404);
    expect(await (await ask(test, '/v1/files', { caller: 'bob' })).json()).toMatchObject({ data: [], first_id: null });
    expect((await ask(test, `/v1/files/${id}`)).status).toBe(200);
  });

  it('refuses what is no upload, an unknown purpose, an id that is a path, and a file over the limit', async () => {
    const test = await openTestApp();
    const bare = await test.app.request('/v1/files', { method: 'POST', body: '{}' }, tunnel);
    expect(await bare.json()).toMatchObject({ error: { param: 'file' } });
    expect(await (await upload(test, form('x', 'fun'))).json()).toMatchObject({ error: { param: 'purpose' } });
    expect((await ask(test, '/v1/files/..%2F..%2Fkeystore')).status).toBe(404);
    const large = await upload(test, form(new Uint8Array(limits.fileSizeBytes + 1)));
    expect([large.status, (await large.json()).error.param]).toEqual([413, 'file']);
  });
});
