import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deleteTool } from '#server/tools/delete-tool.ts';
import { findToolUsers } from '#server/tools/find-tool-users.ts';
import { publishTool } from '#server/tools/publish-tool.ts';
import { openToolDeps, type ToolDeps, weatherTool } from '#server/tools/testing/open-tool-deps.ts';
import { updateTool } from '#server/tools/update-tool.ts';
import { buildManifest } from './build-manifest.ts';
import { createAgent } from './create-agent.ts';
import { findOwnAgent } from './find-own-agent.ts';
import { publishAgent } from './publish-agent.ts';
import { updateAgent } from './update-agent.ts';

let deps: ToolDeps;
let ada: { id: string; name: string; keyAddress: string };

beforeAll(async () => {
  deps = await openToolDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.restart();
  ada = await deps.newAccount('Ada');
});

test('an agent takes drafts in a preview and the newest version when it is published; a used tool stays', async () => {
  const toolId = await deps.addTool(ada.id);
  const agent = await createAgent(deps, { ownerId: ada.id, name: 'Guide', modelId: 'smollm2-135m-instruct' });
  const own = { ownerId: ada.id, agentId: agent.id };
  const { draft } = await findOwnAgent(deps, own);
  const save = (componentIds: string[]) =>
    updateAgent(deps, {
      ...{ ...own, name: 'Guide', description: '' },
      draft: { ...draft, tools: componentIds.map((componentId) => ({ componentId, versionId: null })) },
    });
  await save([toolId]);
  await expect(deleteTool(deps, { ownerId: ada.id, toolId })).rejects.toThrow('"Weather" is used by "Guide"');
  expect(await findToolUsers(deps, { ownerId: ada.id, toolId })).toEqual([{ id: agent.id, name: 'Guide' }]);

  const knowledge = { references: [], fingerprint: null, evidenceThreshold: null };
  const manifest = async (from: 'drafts' | 'versions') =>
    buildManifest(deps, { ownerId: ada.id, agent: await findOwnAgent(deps, own), knowledge, version: 1, from });
  expect((await manifest('drafts')).tools).toMatchObject([{ component: { name: 'Weather', version: 1 } }]);
  // Without knowledge too: the node decides by it whether a small model calls.
  expect((await manifest('drafts')).embedding?.id).toBe('all-minilm-l6-v2');
  await expect(publishAgent(deps, { ...own, note: '' })).rejects.toThrow('The tool "Weather" has no published version');
  await publishTool(deps, { ownerId: ada.id, toolId, note: '' });
  await updateTool(deps, {
    ownerId: ada.id,
    toolId,
    name: 'Weather',
    description: '',
    definition: { ...weatherTool(), retries: 5 },
  });
  expect((await manifest('drafts')).tools[0]).toMatchObject({ component: { version: 2 }, definition: { retries: 5 } });
  expect((await manifest('versions')).tools[0]).toMatchObject({
    component: { version: 1 },
    definition: { retries: 1 },
  });

  await save([toolId, await deps.addTool(ada.id, 'Sky')]);
  await expect(manifest('drafts')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('"Weather" and "Sky" are both called by the name "get_weather"'),
  });
  const theirs = await deps.newAccount('Bob');
  const thief = await createAgent(deps, { ownerId: theirs.id, name: 'Thief', modelId: 'smollm2-135m-instruct' });
  const at = { ownerId: theirs.id, agentId: thief.id };
  const stolen = { ...draft, tools: [{ componentId: toolId, versionId: null }] };
  await updateAgent(deps, { ...at, name: 'Thief', description: '', draft: stolen });
  await expect(publishAgent(deps, { ...at, note: '' })).rejects.toMatchObject({ code: 'not_found' });
});

test('a plugin comes with what its author allowed it, from its draft in a preview', async () => {
  const definition = {
    ...{ name: 'double', kind: 'tool', description: 'Doubles.', source: 'export default (n) => n * 2' },
    capabilities: { fetchHosts: ['api.example.org'] },
  };
  const id = randomUUID();
  await deps.db.component.create({
    data: { id, ownerId: ada.id, kind: 'plugin', name: 'Double', plugin: { create: { ownerId: ada.id, definition } } },
  });
  const made = await createAgent(deps, { ownerId: ada.id, name: 'Guide', modelId: 'smollm2-135m-instruct' });
  const agent = await findOwnAgent(deps, { ownerId: ada.id, agentId: made.id });
  const draft = { ...agent.draft, plugins: [{ componentId: id, versionId: null }] };
  const input = {
    ...{ ownerId: ada.id, agent: { ...agent, draft }, version: 1 },
    knowledge: { references: [], fingerprint: null, evidenceThreshold: null },
  };
  expect((await buildManifest(deps, { ...input, from: 'drafts' })).plugins).toMatchObject([
    { component: { name: 'Double', version: 1 }, definition: { capabilities: { fetchHosts: ['api.example.org'] } } },
  ]);
  await expect(buildManifest(deps, { ...input, from: 'versions' })).rejects.toThrow(/plugin "Double" has no published/);
});

test('an agent whose prompt or rule names a plugin that it lacks is not published, and the answer says which', async () => {
  const made = await createAgent(deps, { ownerId: ada.id, name: 'Guide', modelId: 'smollm2-135m-instruct' });
  const own = { ownerId: ada.id, agentId: made.id };
  const { draft } = await findOwnAgent(deps, own);
  const save = (prompts: object) =>
    updateAgent(deps, {
      ...own,
      name: 'Guide',
      description: '',
      draft: { ...draft, prompts: { ...draft.prompts, ...prompts } },
    });
  await save({ system: 'News: {{plugin headlines}}' });
  await expect(publishAgent(deps, { ...own, note: '' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('The prompt names the plugin "headlines", which this agent does not have.'),
  });
  const when = [{ kind: 'plugin' as const, plugin: 'mood' }];
  await save({ rules: [{ name: 'Calm', when, system: 'Be calm.', rag: null, fewShot: [], promptId: null }] });
  await expect(publishAgent(deps, { ...own, note: '' })).rejects.toThrow('The rule "Calm" names the plugin "mood"');
});
