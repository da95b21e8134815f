import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestQuestion } from '#protocol/evaluations/question-set.ts';
import { createQuestionSet } from '#server/evaluations/create-question-set.ts';
import { evaluationJobs } from '#server/evaluations/evaluation-jobs.ts';
import { startEvaluation } from '#server/evaluations/start-evaluation.ts';
import { claimJob } from '#server/jobs/claim-job.ts';
import { runJob } from '#server/jobs/run-job.ts';
import { createKnowledge } from '#server/knowledge/create-knowledge.ts';
import { queuePublish } from '#server/knowledge/publish/queue-publish.ts';
import { type KnowledgeDeps, openKnowledgeDeps } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { publishOfKind } from '#server/market/testing/publish-kinds.ts';
import { createPrompt } from '#server/prompts/create-prompt.ts';
import { publishPrompt } from '#server/prompts/publish-prompt.ts';
import { checkEvaluation } from '#server/sale/checks/check-evaluation.ts';
import { findOwnVersion } from '#server/sale/find-own-version.ts';
import { attachEvaluation } from './attach-evaluation.ts';
import { detachEvaluation } from './detach-evaluation.ts';
import { evaluateVersion } from './evaluate-version.ts';
import { listVersionRuns } from './list-version-runs.ts';
import { readScores } from './read-scores.ts';

const modelId = 'smollm2-135m-instruct';
const contains = (question: string, text: string): TestQuestion => ({
  question,
  checks: [{ kind: 'contains', text, matchesCase: false }],
});
let deps: KnowledgeDeps;
let ownerId: string;

beforeAll(async () => {
  deps = await openKnowledgeDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  deps.node.reply = ({ prompts }, question) => `${prompts.system} ${question}`;
  ({ ownerId } = await deps.newOwner());
});

async function newSet(questions = [contains('Honey?', 'honey'), contains('Wax?', 'pollen')]): Promise<string> {
  return (await createQuestionSet(deps, { ownerId, name: 'Basics', questions })).id;
}

async function runNext(): Promise<void> {
  const workerId = randomUUID();
  const job = await claimJob(deps, { workerId, kinds: Object.keys(evaluationJobs) });
  const kind = job ? evaluationJobs[job.kind] : undefined;
  if (!job || !kind) throw new Error('No run is due.');
  await runJob(deps, { job, kind, workerId, signal: new AbortController().signal, wakeCancel: () => () => undefined });
}

async function measure(versionId: string, questionSetId: string): Promise<string> {
  const { jobId } = await evaluateVersion(deps, { ownerId, versionId, questionSetId, modelId });
  await runNext();
  return jobId;
}

async function publishPromptOf(text: string) {
  const { id: promptId } = await createPrompt(deps, { ownerId, name: 'Keeper', role: 'system', text });
  return { promptId, ...(await publishPrompt(deps, { ownerId, promptId, note: '' })) };
}

const check = async (versionId: string) => checkEvaluation(deps, await findOwnVersion(deps, { ownerId, versionId }));

describe('an evaluation of a version', () => {
  test('asks knowledge as it was published, and stays with that content alone', async () => {
    const { id: knowledgeId } = await createKnowledge(deps, { ownerId, name: 'Bees', description: '' });
    const place = { ownerId, knowledgeId };
    const publish = async (name: string, text: string) => {
      await deps.add(place, name, text);
      await deps.runJobs();
      const published = await queuePublish(deps, { ...place, note: '' });
      await deps.runJobs();
      return published.versionId;
    };
    const versionId = await publish('bees.md', '# Bees\n\nBees make honey.');
    const later = await publish('wax.md', '# Wax\n\nWax comes from glands.');

    const jobId = await measure(versionId, await newSet());
    const held = [...(deps.node.collections.get(`draft-${versionId}`)?.values() ?? [])];
    expect(held.map(({ documentName }) => documentName)).toEqual(['bees.md']);
    expect(await listVersionRuns(deps, { ownerId, versionId })).toMatchObject({
      attached: null,
      runs: [{ jobId, state: 'done', score: { passed: 1, checks: 2, questions: 2, modelId }, isAttached: false }],
    });
    expect(await check(versionId)).toMatchObject({ outcome: 'warned' });

    await attachEvaluation(deps, { ownerId, versionId, jobId });
    expect(await listVersionRuns(deps, { ownerId, versionId })).toMatchObject({
      attached: { passed: 1, checks: 2 },
      runs: [{ isAttached: true }],
    });
    expect(await check(versionId)).toMatchObject({
      outcome: 'passed',
      message: '50 % of the checks passed: 1 of 2, on 2 questions.',
    });
    const foreign = attachEvaluation(deps, { ownerId, versionId: later, jobId });
    await expect(foreign).rejects.toThrow('did not ask version 2 as it is published');
    expect(await listVersionRuns(deps, { ownerId, versionId: later })).toEqual({ attached: null, runs: [] });
    expect(await check(later)).toMatchObject({ outcome: 'warned' });

    // Taken off it is as if it had never been attached, but for the run, which can be attached again.
    for (const time of ['first', 'again']) {
      await detachEvaluation(deps, { ownerId, versionId });
      const { attached, runs } = await listVersionRuns(deps, { ownerId, versionId });
      expect([time, attached, runs.map((run) => run.isAttached)]).toEqual([time, null, [false]]);
      const { componentId } = await findOwnVersion(deps, { ownerId, versionId });
      expect(await readScores(deps, { componentId })).toEqual(new Map());
    }
    expect(await deps.db.saleCheck.findMany({ where: { versionId } })).toMatchObject([
      { kind: 'evaluation', outcome: 'warned', detail: {} },
    ]);
    await attachEvaluation(deps, { ownerId, versionId, jobId });
    expect(await check(versionId)).toMatchObject({ outcome: 'passed' });
  });

  test('of a prompt may be a comparison: the columns with its very words count, and no others', async () => {
    const { versionId, promptId } = await publishPromptOf('Say honey.');
    const settings = { role: 'system' as const, fewShot: [], modelId, temperature: 0, topP: 1, maxCompletionTokens: 9 };
    const columns = ['Say pollen.', 'Say honey.'].map((text) => ({ ...settings, label: text, text }));
    const questionSetId = await newSet([contains('What?', 'honey'), contains('And?', 'say')]);
    const { jobId } = await startEvaluation(deps, { ownerId, questionSetId, agentId: null, columns });
    const early = attachEvaluation(deps, { ownerId, versionId, jobId });
    await expect(early).rejects.toThrow('has not ended well');
    await runNext();
    await attachEvaluation(deps, { ownerId, versionId, jobId });
    const { attached } = await listVersionRuns(deps, { ownerId, versionId });
    expect(attached).toMatchObject({ passed: 2, checks: 2 });

    await deps.db.prompt.update({ where: { id: promptId }, data: { text: 'Say wax.' } });
    const next = await publishPrompt(deps, { ownerId, promptId, note: '' });
    await expect(attachEvaluation(deps, { ownerId, versionId: next.versionId, jobId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('without a check has no score to show', async () => {
    const { versionId } = await publishPromptOf('Be kind.');
    const jobId = await measure(versionId, await newSet([{ question: 'Why?', checks: [] }]));
    await expect(attachEvaluation(deps, { ownerId, versionId, jobId })).rejects.toThrow('have no checks');
  });

  test.each([
    ['model', "Models can't be measured yet."],
    ['dataset', "A dataset answers no questions, so it can't be measured."],
  ] as const)('is not made of a %s, and the reason says so', async (kind, reason) => {
    const { versionId } = await publishOfKind(deps, { ownerId, kind, name: 'Tutor' });
    const questionSetId = await newSet();
    await expect(evaluateVersion(deps, { ownerId, versionId, questionSetId, modelId })).rejects.toThrow(reason);
    expect(await checkEvaluation(deps, await findOwnVersion(deps, { ownerId, versionId }))).toBeNull();
  });

  test("is nobody else's: neither the version, nor the run, nor the questions", async () => {
    const { versionId } = await publishPromptOf('Say honey.');
    const questionSetId = await newSet();
    const jobId = await measure(versionId, questionSetId);
    const mine = { ownerId, versionId, jobId };
    const { ownerId: stranger } = await deps.newOwner();
    ownerId = stranger;
    const own = await publishPromptOf('Say honey.');
    const calls = [
      attachEvaluation(deps, { ...mine, ownerId }),
      detachEvaluation(deps, { ...mine, ownerId }),
      listVersionRuns(deps, { ...mine, ownerId }),
      evaluateVersion(deps, { ownerId, versionId, questionSetId, modelId }),
      attachEvaluation(deps, { ownerId, versionId: own.versionId, jobId }),
      evaluateVersion(deps, { ownerId, versionId: own.versionId, questionSetId, modelId }),
    ];
    for (const call of await Promise.allSettled<unknown>(calls))
      expect(call).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
  });
});
