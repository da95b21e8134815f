import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKnowledge } from './create-knowledge.ts';
import { listVersions } from './list-versions.ts';
import { queuePublish } from './publish/queue-publish.ts';
import { type KnowledgeDeps, openKnowledgeDeps } from './testing/open-knowledge-deps.ts';

let deps: KnowledgeDeps;
beforeAll(async () => {
  deps = await openKnowledgeDeps();
});
afterAll(() => deps.close());

test('a build that ends while it is looked at is under way or ready, never failed', async () => {
  const { ownerId } = await deps.newOwner();
  const { id: knowledgeId } = await createKnowledge(deps, { ownerId, name: 'Bees' });
  const place = { ownerId, knowledgeId };
  await deps.add(place, 'bees.md', '# Bees\n\nBees make honey.');
  await deps.runJobs();
  await queuePublish(deps, { ...place, note: '' });
  // It ends between the look at the versions and the look at the jobs.
  const db = deps.db.$extends({
    query: {
      job: {
        async findMany({ args, query }) {
          await deps.runJobs();
          return query(args);
        },
      },
    },
  }) as typeof deps.db;
  expect(await listVersions({ db }, place)).toMatchObject([{ state: 'building' }]);
  expect(await listVersions(deps, place)).toMatchObject([{ state: 'ready' }]);
});
