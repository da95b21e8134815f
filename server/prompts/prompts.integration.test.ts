import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBundle } from '#protocol/bundles/read-bundle.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { findOwnBundle } from '#server/components/find-own-bundle.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { createPrompt } from './create-prompt.ts';
import { deletePrompt } from './delete-prompt.ts';
import { findOwnPrompt } from './find-own-prompt.ts';
import { labelPromptVersion } from './label-prompt-version.ts';
import { listPromptVersions } from './list-prompt-versions.ts';
import { listPrompts } from './list-prompts.ts';
import { publishPrompt } from './publish-prompt.ts';
import { restorePromptVersion } from './restore-prompt-version.ts';
import { updatePrompt } from './update-prompt.ts';

let deps: TestDeps;
let ada: { id: string; keyAddress: string };
let bob: string;
let promptId: string;

beforeAll(async () => {
  deps = await openTestDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  ada = await deps.newAccount('Ada');
  bob = (await deps.newAccount('Bob')).id;
  promptId = (await createPrompt(deps, { ownerId: ada.id, name: 'Brief', role: 'system', text: 'Be brief.' })).id;
});
const mine = () => ({ ownerId: ada.id, promptId });

test('a published prompt is a bundle signed by its owner, which later drafts leave alone', async () => {
  const first = await publishPrompt(deps, { ...mine(), note: 'first' });
  await updatePrompt(deps, { ...mine(), name: 'Briefer', description: '', text: 'Be briefer.' });
  const second = await publishPrompt(deps, { ...mine(), note: '' });
  expect([first.number, second.number]).toEqual([1, 2]);

  const bundle = await findOwnBundle(deps, { ownerId: ada.id, versionId: first.versionId });
  const { manifest, contentRoot } = await readBundle(deps.blobs.read(bundle.sha256));
  expect(manifest).toMatchObject({ kind: 'prompt', name: 'Brief', version: 1, creator: ada.keyAddress });
  expect(manifest.prompt).toEqual({ role: 'system', text: 'Be brief.' });
  const versions = await listPromptVersions(deps, mine());
  expect(versions.map(({ number, text, note }) => [number, text, note])).toEqual([
    [2, 'Be briefer.', ''],
    [1, 'Be brief.', 'first'],
  ]);
  expect(versions[1]?.contentRoot).toBe(contentRoot);
  expect(await listPrompts(deps, { ownerId: ada.id })).toMatchObject([{ name: 'Briefer', newestVersion: 2 }]);
});

test('a prompt published at once by several gets every number once', async () => {
  const all = await Promise.allSettled(Array.from({ length: 4 }, () => publishPrompt(deps, { ...mine(), note: '' })));
  const numbers = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value.number] : []));
  expect(numbers.toSorted()).toEqual(numbers.map((_, index) => index + 1));
  for (const one of all) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' });
});

test('a prompt that an agent uses stays, and its text is what that agent publishes', async () => {
  const agent = await createAgent(deps, { ownerId: ada.id, name: 'Guide', modelId: 'smollm2-135m-instruct' });
  const own = { ownerId: ada.id, agentId: agent.id };
  const { draft } = await findOwnAgent(deps, own);
  await updateAgent(deps, { ...own, name: 'Guide', description: '', draft: { ...draft, systemPromptId: promptId } });
  await expect(deletePrompt(deps, mine())).rejects.toMatchObject({
    code: 'conflict',
    message: '"Brief" is used by "Guide"; choose another prompt there first.',
  });
  const { versionId } = await publishAgent(deps, { ...own, note: '' });
  const row = await deps.db.agentVersion.findUniqueOrThrow({ where: { id: versionId } });
  expect(row.manifest).toMatchObject({ prompts: { system: 'Be brief.' } });
  await updateAgent(deps, { ...own, name: 'Guide', description: '', draft });
  await deletePrompt(deps, mine());
  expect(await listPrompts(deps, { ownerId: ada.id })).toEqual([]);
});

test("somebody else's prompt is not found, whatever is asked of it, and no agent of another can use it", async () => {
  const theirs = { ownerId: bob, promptId };
  const agent = await createAgent(deps, { ownerId: bob, name: 'Thief', modelId: 'smollm2-135m-instruct' });
  const { draft } = await findOwnAgent(deps, { ownerId: bob, agentId: agent.id });
  const borrowed = { ...draft, ragPromptId: promptId };
  await updateAgent(deps, { ownerId: bob, agentId: agent.id, name: 'Thief', description: '', draft: borrowed });
  const calls = [
    findOwnPrompt(deps, theirs),
    updatePrompt(deps, { ...theirs, name: 'x', description: '', text: 'x' }),
    publishPrompt(deps, { ...theirs, note: '' }),
    listPromptVersions(deps, theirs),
    deletePrompt(deps, theirs),
    publishAgent(deps, { ownerId: bob, agentId: agent.id, note: '' }),
  ];
  for (const call of await Promise.allSettled(calls)) {
    expect(call).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
  }
  expect(await findOwnPrompt(deps, mine())).toMatchObject({ name: 'Brief', text: 'Be brief.' });
});

test('a rule may take its text from a prompt; its examples come with it, and it can not be deleted then', async () => {
  const fewShot = [{ question: 'Q', answer: 'A' }];
  await updatePrompt(deps, { ...mine(), name: 'Brief', description: '', text: 'Be {{tone}}.', fewShot });
  const agent = await createAgent(deps, { ownerId: ada.id, name: 'Guide', modelId: 'smollm2-135m-instruct' });
  const own = { ownerId: ada.id, agentId: agent.id, name: 'Guide', description: '' };
  const { draft } = await findOwnAgent(deps, own);
  const when = [{ kind: 'similar' as const, examples: ['Hi'], threshold: 0.5 }];
  const rule = { name: 'greeting', when, system: '', rag: null, fewShot: [], promptId };
  const withRule = (variables: Record<string, string>) => ({
    ...draft,
    prompts: { ...draft.prompts, variables, rules: [rule] },
  });
  await updateAgent(deps, { ...own, draft: withRule({}) });
  await expect(publishAgent(deps, { ...own, note: '' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: 'prompts.rules.0.system: {{tone}}: There is no variable "tone".',
  });
  await updateAgent(deps, { ...own, draft: withRule({ tone: 'calm' }) });
  const { versionId } = await publishAgent(deps, { ...own, note: '' });
  const row = await deps.db.agentVersion.findUniqueOrThrow({ where: { id: versionId } });
  expect(row.manifest).toMatchObject({
    model: { parameters: 134_515_008 },
    embedding: { id: 'all-minilm-l6-v2' },
    prompts: { rules: [{ name: 'greeting', system: 'Be {{tone}}.', fewShot }] },
  });
  await expect(deletePrompt(deps, mine())).rejects.toMatchObject({ code: 'conflict' });
});

test('a template that can not be right is refused where it is saved', async () => {
  const change = (text: string) => updatePrompt(deps, { ...mine(), name: 'Brief', description: '', text });
  await expect(change('{{search}}')).rejects.toMatchObject({ code: 'invalid_input', param: 'text' });
  await change('{{own_of_an_agent}} {{date}}');
  const agent = await createAgent(deps, { ownerId: ada.id, name: 'Guide', modelId: 'smollm2-135m-instruct' });
  const own = { ownerId: ada.id, agentId: agent.id, name: 'Guide', description: '' };
  const { draft } = await findOwnAgent(deps, own);
  const save = (prompts: object) =>
    updateAgent(deps, { ...own, draft: { ...draft, prompts: { ...draft.prompts, ...prompts } } });
  await expect(save({ system: '{{nothing}}' })).rejects.toMatchObject({ param: 'prompts.system' });
  const rule = { name: 'a', when: [], system: '', rag: null, fewShot: [], promptId: null };
  await expect(save({ rules: [rule, rule] })).rejects.toMatchObject({ param: 'prompts.rules' });
});

test('a label is on one version at a time, and a version can be made the draft again', async () => {
  const fewShot = [{ question: 'Q', answer: 'A' }];
  await updatePrompt(deps, { ...mine(), name: 'Brief', description: '', text: 'One.', fewShot });
  const first = await publishPrompt(deps, { ...mine(), note: '' });
  await updatePrompt(deps, { ...mine(), name: 'Brief', description: '', text: 'Two.', fewShot: [] });
  const second = await publishPrompt(deps, { ...mine(), note: '' });
  const label = (versionId: string, name: string, ownerId = ada.id) =>
    labelPromptVersion(deps, { ownerId, versionId, label: name });
  const labels = async () => (await listPromptVersions(deps, mine())).map((version) => version.label);
  await label(first.versionId, 'production');
  await Promise.all([label(second.versionId, 'production'), label(second.versionId, 'production')]);
  expect(await labels()).toEqual(['production', '']);
  await label(second.versionId, '');
  expect(await labels()).toEqual(['', '']);

  await restorePromptVersion(deps, { ownerId: ada.id, versionId: first.versionId });
  expect(await findOwnPrompt(deps, mine())).toMatchObject({ text: 'One.', fewShot });
  await expect(label(first.versionId, 'mine', bob)).rejects.toMatchObject({ code: 'not_found' });
  const theirs = { ownerId: bob, versionId: first.versionId };
  await expect(restorePromptVersion(deps, theirs)).rejects.toMatchObject({ code: 'not_found' });
});
