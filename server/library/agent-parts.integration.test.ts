import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#protocol/new-id.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { modelUpload } from '#server/market/testing/publish-kinds.ts';
import { publishModel } from '#server/models/publish-model.ts';
import { publishAgentComponent } from '#server/sale/publish-agent-component.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { importAgent } from './import/import-agent.ts';
import { importPart } from './import/import-part.ts';
import { listMissingParts } from './list-missing-parts.ts';

let deps: TestDeps;
beforeAll(async () => {
  deps = await openTestDeps();
});
afterAll(async () => await deps.close());

/** A published version as a buyer gets it. */
async function boughtOf(versionId: string) {
  const { contentRoot, blob } = await deps.db.version.findUniqueOrThrow({
    where: { id: versionId },
    select: { contentRoot: true, blob: { select: { sha256: true } } },
  });
  const bought = { contentRoot: contentRoot ?? '', licence: null, sealedBlobId: null };
  return { bought, content: deps.blobs.read(blob?.sha256 ?? '') };
}

test('who buys an agent is told which of its parts they lack, and it takes them up once they are here', async () => {
  const [ada, bob] = [await deps.newAccount('Ada'), await deps.newAccount('Bob')];
  const upload = modelUpload({ ownerId: ada.id, componentId: null, name: 'Tutor', says: 'Tutor' });
  const model = await publishModel(deps, upload);
  const { id: adasId } = await createAgent(deps, { ownerId: ada.id, name: 'Clerk', modelId: model.componentId });
  const { versionId: agentVersionId } = await publishAgent(deps, { ownerId: ada.id, agentId: adasId, note: '' });
  const sold = await publishAgentComponent(deps, { ownerId: ada.id, agentVersionId });

  const [ownerId, agent] = [bob.id, await boughtOf(sold.versionId)];
  const { componentId: agentId } = await importAgent(deps, { ownerId, ...agent, componentId: null });
  const { contentRoot } = agent.bought;
  await deps.db.libraryEntry.create({
    data: { id: newId(), ownerId, deedId: 7, componentId: agentId, number: 1, contentRoot },
  });
  const missing = () => listMissingParts(deps, { ownerId, agentId });
  expect(await missing()).toEqual([{ kind: 'model', name: 'Tutor', state: 'lacking', deedId: null }]);

  const tutor = await importPart(deps, { ownerId, ...(await boughtOf(model.versionId)), componentId: null });
  expect(await missing()).toMatchObject([{ name: 'Tutor', state: 'unused' }]);
  await importAgent(deps, { ownerId, ...(await boughtOf(sold.versionId)), componentId: agentId });
  expect((await findOwnAgent(deps, { ownerId, agentId })).draft.modelId).toBe(tutor.componentId);
  expect(await missing()).toEqual([]);

  expect(await listMissingParts(deps, { ownerId: ada.id, agentId: adasId })).toEqual([]);
  await expect(listMissingParts(deps, { ownerId: ada.id, agentId })).rejects.toMatchObject({ code: 'not_found' });
});
