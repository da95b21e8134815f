import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { redeemSignInLink } from '#server/accounts/redeem-sign-in-link.ts';
import { createKnowledge } from '#server/knowledge/create-knowledge.ts';
import { queuePublish } from '#server/knowledge/publish/queue-publish.ts';
import { type KnowledgeDeps, openKnowledgeDeps } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { downloadBundle } from './download-bundle.ts';
import { importBundle } from './import-bundle.ts';
import { uploadDocuments } from './upload-documents.ts';

const studio = 'http://127.0.0.1:3000';
const kept = globalThis as typeof globalThis & { gaianetDeps?: unknown };

let deps: KnowledgeDeps;
let ownerId: string;
let cookie: string;
let knowledgeId: string;

beforeAll(async () => {
  deps = await openKnowledgeDeps();
  kept.gaianetDeps = deps;
});
afterAll(async () => {
  delete kept.gaianetDeps;
  await deps.close();
});
beforeEach(async () => {
  await deps.database.clear();
  ({ ownerId } = await deps.newOwner());
  cookie = await signedIn(ownerId);
  knowledgeId = (await createKnowledge(deps, { ownerId, name: 'Bees' })).id;
});

async function signedIn(accountId: string): Promise<string> {
  const { url } = await createSignInLink(deps, { accountId });
  const token = new URL(url).searchParams.get('token') ?? url.split(/[=#/]/).at(-1) ?? '';
  const { sessionToken } = await redeemSignInLink(deps, { token, userAgent: 'test' });
  return `gaia-session=${sessionToken}`;
}

function upload(name: string, body: string, headers: Record<string, string> = { cookie, origin: studio }) {
  const url = `${studio}/api/knowledge/${knowledgeId}/documents?name=${encodeURIComponent(name)}`;
  const request = new Request(url, { method: 'POST', body, headers });
  return uploadDocuments(request, { params: Promise.resolve({ id: knowledgeId }) });
}

async function refusal(answer: Promise<Response>): Promise<{ status: number; code: string; message: string }> {
  const response = await answer;
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, code: error.code, message: error.message };
}

describe('uploading a document', () => {
  test('answers 201 with its ids', async () => {
    const response = await upload('bees.md', '# Bees');
    expect(response.status).toBe(201);
    const { documentId } = (await response.json()) as { documentId: string };
    expect(await deps.db.document.count({ where: { id: documentId, ownerId } })).toBe(1);
  });

  test('needs a session and the own origin', async () => {
    expect(await refusal(upload('a.md', 'x', { origin: studio }))).toMatchObject({
      status: 401,
      code: 'unauthenticated',
    });
    const foreign = { cookie, origin: 'https://evil.example' };
    expect(await refusal(upload('a.md', 'x', foreign))).toMatchObject({ status: 403, code: 'forbidden' });
    const stranger = await signedIn((await deps.newOwner()).ownerId);
    expect(await refusal(upload('a.md', 'x', { cookie: stranger, origin: studio }))).toMatchObject({
      status: 404,
      code: 'not_found',
    });
  });

  test('refuses a bad name, an empty file, a wrong ending, the same file twice and too much with status and sentence', async () => {
    expect(await refusal(upload('../a.md', 'x'))).toMatchObject({ status: 400, code: 'invalid_input' });
    expect(await refusal(upload('a.md', ''))).toMatchObject({ status: 422, code: 'unreadable_document' });
    expect(await refusal(upload('a.png', 'x'))).toMatchObject({ status: 415, code: 'unsupported_media' });
    await upload('a.md', 'x');
    expect(await refusal(upload('b.md', 'x'))).toEqual({
      status: 409,
      code: 'conflict',
      message: '"b.md" is the same file as "a.md", which is here already; it was not added again.',
    });
    const huge = { cookie, origin: studio, 'content-length': String(60 * 1024 * 1024) };
    expect(await refusal(upload('c.md', 'x', huge))).toMatchObject({ status: 413, code: 'too_large' });
  });
});

test('a bundle is downloaded by its owner only, and can be imported by anybody who has it', async () => {
  await upload('bees.md', '# Bees\n\nBees make honey.');
  await deps.runJobs();
  const { versionId } = await queuePublish(deps, { ownerId, knowledgeId, note: '' });
  await deps.runJobs();
  const download = (headers: Record<string, string>) =>
    downloadBundle(new Request(`${studio}/api/versions/${versionId}/bundle`, { headers }), {
      params: Promise.resolve({ id: versionId }),
    });
  const stranger = await signedIn((await deps.newOwner()).ownerId);
  expect(await refusal(download({}))).toMatchObject({ status: 401, code: 'unauthenticated' });
  expect(await refusal(download({ cookie: stranger }))).toMatchObject({ status: 404, code: 'not_found' });

  const response = await download({ cookie });
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="bees-v1.gaia.tar"');
  const bytes = await buffer(response.body ?? new ReadableStream());
  expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
  const post = (headers: Record<string, string>, body: BodyInit) =>
    importBundle(new Request(`${studio}/api/bundles`, { method: 'POST', body, headers }));
  expect(await refusal(post({ origin: studio }, new Uint8Array(bytes)))).toMatchObject({
    status: 401,
    code: 'unauthenticated',
  });
  expect(await refusal(post({ cookie: stranger, origin: studio }, 'no bundle'))).toMatchObject({
    status: 422,
    code: 'unreadable_document',
  });
  const imported = await post({ cookie: stranger, origin: studio }, new Uint8Array(bytes));
  expect(imported.status).toBe(201);
  expect(await imported.json()).toMatchObject({ name: 'Bees', documents: 1, chunks: 1, keepsVectors: true });
});
