import { afterAll, beforeAll, expect, test } from 'vitest';
import { type KnowledgeDeps, openKnowledgeDeps } from '#server/knowledge/testing/open-knowledge-deps.ts';
import type { ApiContext } from './context.ts';
import { knowledgeRouter } from './knowledge-router.ts';
import { createCallerFactory } from './trpc.ts';

let deps: KnowledgeDeps;

beforeAll(async () => {
  deps = await openKnowledgeDeps();
});
afterAll(() => deps.close());

function callerOf(account: { id: string; name: string; keyAddress: string } | null) {
  const context = { deps, account, sessionId: null, headers: new Headers() };
  return createCallerFactory(knowledgeRouter)(context as unknown as ApiContext);
}

test('nobody but a signed-in account gets anything', async () => {
  await expect(callerOf(null).list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('from an empty list to a published version, and what another account sees of it', async () => {
  const { ownerId } = await deps.newOwner();
  const caller = callerOf({ id: ownerId, name: 'Ada', keyAddress: '' });
  const { id: knowledgeId } = await caller.create({ name: ' Bees ' });
  const documentId = await deps.add({ ownerId, knowledgeId }, 'bees.md', '# Bees\n\nBees make honey.');
  expect((await caller.documents({ knowledgeId })).isRunning).toBe(true);
  await deps.runJobs();
  expect(await caller.document({ documentId })).toMatchObject({ state: 'ready', text: '# Bees\n\nBees make honey.' });
  expect((await caller.chunks({ documentId })).total).toBe(1);
  expect((await caller.search({ knowledgeId, query: 'honey' })).passages[0]?.text).toBe('Bees make honey.');
  await caller.publish({ knowledgeId });
  await deps.runJobs();
  expect(await caller.versions({ knowledgeId })).toMatchObject([{ number: 1, state: 'ready' }]);
  expect(await caller.list()).toMatchObject([{ name: 'Bees', newestVersion: 1, chunks: 1 }]);

  const { ownerId: stranger } = await deps.newOwner();
  const other = callerOf({ id: stranger, name: 'Bob', keyAddress: '' });
  await expect(other.get({ knowledgeId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(other.publish({ knowledgeId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('bad input names the field', async () => {
  const { ownerId } = await deps.newOwner();
  const caller = callerOf({ id: ownerId, name: 'Ada', keyAddress: '' });
  await expect(caller.create({ name: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(caller.get({ knowledgeId: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
