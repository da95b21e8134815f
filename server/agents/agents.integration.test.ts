import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import { manifestHash } from '#protocol/manifests/manifest-hash.ts';
import { newId } from '#protocol/new-id.ts';
import { addNode } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { agentSlug } from './agent-slug.ts';
import { createAgent } from './create-agent.ts';
import { deleteAgent } from './delete-agent.ts';
import { findOwnAgent } from './find-own-agent.ts';
import { listAgentVersions } from './list-agent-versions.ts';
import { listAgents } from './list-agents.ts';
import { publishAgent } from './publish-agent.ts';
import { restoreAgentVersion } from './restore-agent-version.ts';
import { updateAgent } from './update-agent.ts';

const modelId = 'smollm2-135m-instruct';
const missing = '01900000-0000-7000-8000-0000000000ff';
let deps: TestDeps;
let ada: string;
let bob: string;
let agentId: string;

beforeAll(async () => {
  deps = await openTestDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  ada = (await deps.newAccount('Ada')).id;
  bob = (await deps.newAccount('Bob')).id;
  agentId = (await createAgent(deps, { ownerId: ada, name: 'My Guide', modelId })).id;
});

const mine = () => ({ ownerId: ada, agentId });
const publish = (note = '') => publishAgent(deps, { ...mine(), note });
async function rewrite(system: string) {
  const { name, description, draft } = await findOwnAgent(deps, mine());
  await updateAgent(deps, { ...mine(), name, description, draft: { ...draft, prompts: { ...draft.prompts, system } } });
}
async function deployed(versionId: string, state: 'live' | 'stopped' | 'fetching') {
  const nodeId = await addNode(deps, ada);
  await deps.db.deployment.create({ data: { id: newId(), ownerId: ada, nodeId, agentVersionId: versionId, state } });
}

describe('an agent', () => {
  test('gets a slug from its name, numbered where that is taken', async () => {
    const create = (ownerId: string, name: string) => createAgent(deps, { ownerId, name, modelId });
    expect((await findOwnAgent(deps, mine())).slug).toBe('my-guide');
    expect((await create(ada, 'My guide!')).slug).toBe('my-guide-2');
    expect((await create(bob, 'My Guide')).slug).toBe('my-guide');
    expect((await create(ada, 'Über Füße')).slug).toBe('uber-fusse');
    expect((await create(ada, '日本')).slug).toBe('agent');
  });

  test('made many times at once has as many slugs', async () => {
    const all = await Promise.all(
      Array.from({ length: 6 }, () => createAgent(deps, { ownerId: ada, name: 'Same', modelId })),
    );
    expect(all.map(({ slug }) => slug).toSorted()).toEqual(['same', 'same-2', 'same-3', 'same-4', 'same-5', 'same-6']);
  });

  test('has a slug that a manifest takes, whatever the name', () => {
    for (const name of ['x'.repeat(120), '--a--', `${'a'.repeat(59)} b`, 'É', '.', 'A B']) {
      expect(agentManifestSchema.shape.slug.safeParse(agentSlug(name)).success).toBe(true);
      expect(agentManifestSchema.shape.slug.safeParse(`${agentSlug(name)}-100`).success).toBe(true);
    }
  });

  test("is nobody else's business", async () => {
    const { versionId } = await publish();
    const theirs = { ownerId: bob, agentId };
    const { draft } = await findOwnAgent(deps, mine());
    const calls = [
      findOwnAgent(deps, theirs),
      updateAgent(deps, { ...theirs, name: 'Mine', description: '', draft }),
      publishAgent(deps, { ...theirs, note: '' }),
      listAgentVersions(deps, theirs),
      restoreAgentVersion(deps, { ownerId: bob, versionId }),
      deleteAgent(deps, theirs),
    ];
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
    }
    expect(await listAgents(deps, { ownerId: bob })).toEqual([]);
    expect((await findOwnAgent(deps, mine())).name).toBe('My Guide');
  });

  test('that is missing is not found', async () => {
    await expect(deleteAgent(deps, { ownerId: ada, agentId: missing })).rejects.toMatchObject({ code: 'not_found' });
    await expect(restoreAgentVersion(deps, { ownerId: ada, versionId: missing })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a published version', () => {
  test('is numbered from 1 and never changes with the draft', async () => {
    const first = await publish('first');
    await rewrite('Be brief.');
    const second = await publish();
    expect([first.number, second.number]).toEqual([1, 2]);
    const row = await deps.db.agentVersion.findUniqueOrThrow({ where: { id: first.versionId } });
    const manifest = agentManifestSchema.parse(row.manifest);
    expect(manifest).toMatchObject({ name: 'My Guide', slug: 'my-guide', version: 1, knowledge: [], embedding: null });
    expect(manifest.prompts.system).not.toBe('Be brief.');
    expect(manifestHash(manifest)).toBe(first.manifestHash);
    expect((await listAgentVersions(deps, mine())).map(({ number, note }) => [number, note])).toEqual([
      [2, ''],
      [1, 'first'],
    ]);
  });

  test('published at once by several: every number once, the others are told to try again', async () => {
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => publish()));
    const numbers = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value.number] : []));
    expect(numbers.length).toBeGreaterThanOrEqual(1);
    expect(numbers.toSorted()).toEqual(numbers.map((_, index) => index + 1));
    for (const one of all) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' });
    expect(await listAgentVersions(deps, mine())).toHaveLength(numbers.length);
  });

  test('can be made the draft again', async () => {
    await rewrite('First.');
    const { versionId } = await publish();
    await rewrite('Second.');
    await restoreAgentVersion(deps, { ownerId: ada, versionId });
    expect((await findOwnAgent(deps, mine())).draft.prompts.system).toBe('First.');
  });

  test('is refused for a model that the catalogue does not have, or that reads less', async () => {
    const other = await createAgent(deps, { ownerId: ada, name: 'Other', modelId: 'unknown' });
    const call = publishAgent(deps, { ownerId: ada, agentId: other.id, note: '' });
    await expect(call).rejects.toMatchObject({ code: 'invalid_input' });
    const { draft } = await findOwnAgent(deps, mine());
    await updateAgent(deps, { ...mine(), name: 'x', description: '', draft: { ...draft, contextTokens: 131_072 } });
    await expect(publish()).rejects.toMatchObject({ message: expect.stringContaining('131072 are asked for') });
  });
});

describe('deleting an agent', () => {
  test('is refused while it is live, or on its way, naming the node', async () => {
    const { versionId } = await publish();
    await deployed(versionId, 'live');
    await expect(deleteAgent(deps, mine())).rejects.toMatchObject({
      code: 'conflict',
      message: '"My Guide" is live on "Node"; stop it there first.',
    });
    await deps.db.deployment.updateMany({ data: { state: 'fetching' } });
    await expect(deleteAgent(deps, mine())).rejects.toMatchObject({ code: 'conflict' });
  });

  test('takes its versions along where nothing runs', async () => {
    const { versionId } = await publish();
    await deployed(versionId, 'stopped');
    await deleteAgent(deps, mine());
    expect(await deps.db.agentVersion.count()).toBe(0);
    expect(await listAgents(deps, { ownerId: ada })).toEqual([]);
  });
});
