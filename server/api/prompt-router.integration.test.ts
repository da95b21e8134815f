import { afterAll, beforeAll, expect, test } from 'vitest';
import { type KnowledgeDeps, openKnowledgeDeps } from '#server/knowledge/testing/open-knowledge-deps.ts';
import type { ApiContext } from './context.ts';
import { createCaller } from './router.ts';

const modelId = 'smollm2-135m-instruct';
let deps: KnowledgeDeps;

beforeAll(async () => {
  deps = await openKnowledgeDeps();
});
afterAll(() => deps.close());

function callerOf(id: string | null) {
  const account = id ? { id, name: 'Ada', keyAddress: '' } : null;
  return createCaller({ deps, account, sessionId: null, headers: new Headers() } as unknown as ApiContext);
}

test('nobody but a signed-in account gets prompts or question sets', async () => {
  await expect(callerOf(null).prompt.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  await expect(callerOf(null).evaluation.sets()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('tokens are counted by a node, with the tokenizer of the chat model named', async () => {
  const { ownerId } = await deps.newOwner();
  const { prompt } = callerOf(ownerId);
  expect(await prompt.countTokens({ modelId, texts: ['one two three', ''] })).toEqual([3, 0]);
  expect(deps.node.requests.at(-1)).toBe('POST /control/tokenize');
  await expect(prompt.countTokens({ modelId: 'all-minilm-l6-v2', texts: ['x'] })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
  const { id: alone } = await deps.newAccount('Bob');
  await expect(callerOf(alone).prompt.countTokens({ modelId, texts: ['x'] })).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
  });
});

test('from a prompt to a run of questions over it, and what another account sees of it', async () => {
  const { ownerId } = await deps.newOwner();
  const { prompt, evaluation } = callerOf(ownerId);
  const { id: promptId } = await prompt.create({ name: 'Brief', role: 'system', text: 'Be brief.' });
  const fewShot = [{ question: 'Q', answer: 'A' }];
  await prompt.update({ promptId, name: 'Brief', description: '', text: 'Be very brief.', fewShot });
  const { versionId } = await prompt.publish({ promptId });
  await prompt.labelVersion({ versionId, label: ' production ' });
  expect(await prompt.versions({ promptId })).toMatchObject([{ label: 'production', fewShot }]);
  await prompt.update({ promptId, name: 'Brief', description: '', text: 'Be long.' });
  await prompt.restoreVersion({ versionId });
  expect(await prompt.get({ promptId })).toMatchObject({ text: 'Be very brief.', fewShot });

  const questions = [{ question: 'Hi?', checks: [{ kind: 'contains' as const, text: 'yes' }] }];
  const { id: questionSetId } = await evaluation.createSet({ name: 'Basics', questions });
  const column = { role: 'system' as const, text: 'x', modelId, temperature: 0, topP: 1, maxCompletionTokens: 16 };
  const { jobId } = await evaluation.start({ questionSetId, agentId: null, columns: [column] });
  expect(await evaluation.run({ jobId })).toMatchObject({ state: 'queued', total: 1 });
  expect(await evaluation.cancel({ jobId })).toEqual({ state: 'cancelled' });
  expect(await evaluation.runs({ questionSetId })).toMatchObject([{ jobId, state: 'cancelled' }]);

  const { ownerId: stranger } = await deps.newOwner();
  const other = callerOf(stranger);
  const calls = [
    other.prompt.get({ promptId }),
    other.prompt.labelVersion({ versionId, label: 'x' }),
    other.evaluation.set({ questionSetId }),
    other.evaluation.run({ jobId }),
    other.evaluation.cancel({ jobId }),
  ];
  for (const call of await Promise.allSettled(calls))
    expect(call).toMatchObject({ status: 'rejected', reason: { code: 'NOT_FOUND' } });
});

test('bad input of a question set names the field', async () => {
  const { ownerId } = await deps.newOwner();
  const { evaluation } = callerOf(ownerId);
  const checks = [{ kind: 'regex' as const, pattern: 'x', flags: 'gg' }];
  await expect(evaluation.createSet({ name: 'x', questions: [{ question: 'Q', checks }] })).rejects.toThrow('flags');
  await expect(evaluation.createSet({ name: ' ', questions: [] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
