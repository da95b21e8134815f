import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import { listNodes } from '#server/nodes/list-nodes.ts';
import { listPrompts } from '#server/prompts/list-prompts.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { people } from './people.ts';
import { seedPeople } from './seed-people.ts';
import { secondNodeId, seedSecondNode } from './seed-second-node.ts';
import { setSeedTimes } from './set-seed-times.ts';

let deps: TestDeps;

beforeAll(async () => {
  deps = await openTestDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => await deps.database.clear());

async function seed(): Promise<string> {
  const { id } = await ensureLocalOwner(deps);
  await seedPeople(deps, { ownerId: id });
  await seedSecondNode(deps, { ownerId: id });
  await setSeedTimes(deps);
  return id;
}

/** Everything seeded but the accounts' keys, which are each database's own. */
async function seeded() {
  const accounts = await deps.db.account.findMany({
    orderBy: { id: 'asc' },
    select: { id: true, name: true, createdAt: true },
  });
  const components = await deps.db.component.findMany({ orderBy: { id: 'asc' } });
  return { accounts, components, nodes: await deps.db.node.findMany() };
}

test('the seed is three accounts with prompts of their own, and a node that is off', async () => {
  const ownerId = await seed();
  const { accounts } = await seeded();
  expect(accounts.map(({ name }) => name)).toEqual(['Owner', 'Ada', 'Ben']);
  for (const { id } of accounts) expect((await listPrompts(deps, { ownerId: id })).length).toBeGreaterThan(2);
  const [node] = await listNodes(deps, { ownerId });
  expect(node).toMatchObject({ id: secondNodeId, isOnline: false, offlineReason: 'The node has been switched off.' });
  expect(node?.status?.hardware.cores).toBe(32);
});

test('seeding twice, or another database, gives the same rows with the same times', async () => {
  await seed();
  const first = await seeded();
  await seed();
  expect(await seeded()).toEqual(first);
  await deps.database.clear();
  await seed();
  expect(await seeded()).toEqual(first);
});

test('what a person changed since stays as it is', async () => {
  await seed();
  await deps.db.account.update({ where: { id: people[0].id }, data: { name: 'Ada L.' } });
  await deps.db.node.update({ where: { id: secondNodeId }, data: { name: 'Cellar' } });
  await seed();
  const { accounts, nodes } = await seeded();
  expect(accounts[1]?.name).toBe('Ada L.');
  expect(nodes[0]?.name).toBe('Cellar');
});
