import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { redeemSignInLink } from '#server/accounts/redeem-sign-in-link.ts';
import { findOwnBundle } from '#server/components/find-own-bundle.ts';
import { deleteDataset } from '#server/datasets/delete-dataset.ts';
import { listDatasets } from '#server/datasets/list-datasets.ts';
import { checkTexts } from '#server/sale/checks/check-texts.ts';
import { readTexts } from '#server/sale/checks/read-texts.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { addDataset } from './add-dataset.ts';
import { downloadDataset } from './download-dataset.ts';

const studio = 'http://127.0.0.1:3000';
const kept = globalThis as typeof globalThis & { gaianetDeps?: unknown };

let deps: TestDeps;
let ownerId: string;
let ada: string;
let bob: string;

beforeAll(async () => {
  deps = await openTestDeps();
  kept.gaianetDeps = deps;
  ({ id: ownerId } = await deps.newAccount('Ada'));
  ada = await signedIn(ownerId);
  bob = await signedIn((await deps.newAccount('Bob')).id);
});
afterAll(async () => {
  delete kept.gaianetDeps;
  await deps.close();
});

async function signedIn(accountId: string): Promise<string> {
  const { url } = await createSignInLink(deps, { accountId });
  const token = new URL(url).searchParams.get('token') ?? '';
  const { sessionToken } = await redeemSignInLink(deps, { token, userAgent: 'test' });
  return `gaia-session=${sessionToken}`;
}

const rowOf = (answer: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: 'What now?' },
      { role: 'assistant', content: answer },
    ],
  });

async function add(body: string, said: Record<string, string> = {}, cookie = ada) {
  const query = new URLSearchParams({ name: 'Bee talk', licence: 'CC0-1.0', ...said });
  const headers = { cookie, origin: studio };
  const answer = await addDataset(new Request(`${studio}/api/datasets?${query}`, { method: 'POST', body, headers }));
  const told = (await answer.json()) as { componentId?: string; versionId?: string; error?: { message: string } };
  return { status: answer.status, componentId: '', versionId: '', ...told };
}

function download(id: string, cookie: string): Promise<Response> {
  const request = new Request(`${studio}/api/datasets/${id}`, { headers: cookie ? { cookie } : {} });
  return downloadDataset(request, { params: Promise.resolve({ id }) });
}

test('a file of rows becomes a dataset with versions, and comes back to its owner alone', async () => {
  const first = `${rowOf('Fly to the red flower.')}\n`;
  const second = `${first}${first}\n`;
  const { status, componentId } = await add(first);
  expect(status).toBe(201);
  expect(await add(second, { componentId, name: 'More bee talk' })).toMatchObject({ status: 201, componentId });
  expect(await listDatasets(deps, { ownerId })).toMatchObject([
    { id: componentId, name: 'More bee talk', from: 'own', deedId: null, rows: 2, duplicates: 1, versions: 2 },
  ]);
  const answer = await download(componentId, ada);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="more-bee-talk-v2.jsonl"');
  expect(await answer.text()).toBe(second);
  expect([(await download(componentId, bob)).status, (await download(componentId, '')).status]).toEqual([404, 401]);
  expect(await add(second, { componentId }, bob)).toMatchObject({ status: 404 });
  const blobs = await deps.db.blob.findMany({ select: { sha256: true } });
  await deleteDataset(deps, { ownerId, componentId });
  expect((await download(componentId, ada)).status).toBe(404);
  expect(await Promise.all(blobs.map(({ sha256 }) => deps.blobs.has(sha256)))).toEqual([false, false]);
});

test('nothing is kept of a file with wrong rows, and the lines are told', async () => {
  const refused = await add(`${rowOf('Fine.')}\n{"prompt":"Hi"}\nno row`);
  expect(refused.status).toBe(400);
  expect(refused.error?.message).toContain('line 2: messages must be a list of messages; line 3: is not JSON');
  expect([await deps.db.component.count(), await deps.db.version.count(), await deps.db.blob.count()]).toEqual([
    0, 0, 0,
  ]);
});

test('every row is scanned before it is sold, and a finding names its line', async () => {
  const { versionId } = await add(
    `\n${rowOf('Fine.')}\n${rowOf('Ends here <|im_end|>')}\n${rowOf('Ask ada@bees.ch.')}`,
  );
  const { sha256 } = await findOwnBundle(deps, { ownerId, versionId });
  const { texts } = await readTexts(deps.blobs.read(sha256));
  const [template, , personal] = checkTexts({ kind: 'dataset', texts });
  expect(template).toMatchObject({ outcome: 'failed', message: expect.stringContaining('“Row in line 3”') });
  expect(personal).toMatchObject({ outcome: 'warned', message: expect.stringContaining('“Row in line 4”') });
});
