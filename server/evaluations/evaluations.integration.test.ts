import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import type { AnswerCheck } from '#protocol/evaluations/question-set.ts';
import { cancelJob } from '#server/jobs/cancel-job.ts';
import { claimJob } from '#server/jobs/claim-job.ts';
import { runJob } from '#server/jobs/run-job.ts';
import { type KnowledgeDeps, openKnowledgeDeps } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { checkAnswer } from './checks/check-answer.ts';
import { createQuestionSet } from './create-question-set.ts';
import { deleteQuestionSet } from './delete-question-set.ts';
import { evaluationJobs } from './evaluation-jobs.ts';
import { findOwnEvaluation } from './find-own-evaluation.ts';
import { findOwnQuestionSet } from './find-own-question-set.ts';
import { listEvaluations } from './list-evaluations.ts';
import { listQuestionSets } from './list-question-sets.ts';
import { rerunEvaluation } from './rerun-evaluation.ts';
import { startEvaluation } from './start-evaluation.ts';
import { updateQuestionSet } from './update-question-set.ts';

const modelId = 'smollm2-135m-instruct';
const column = {
  ...{ label: 'A', role: 'system' as const, text: 'Say A.', fewShot: [], modelId },
  ...{ temperature: 0, topP: 1, maxCompletionTokens: 64 },
};
const { signal } = new AbortController();
let deps: KnowledgeDeps;
let ownerId: string;

beforeAll(async () => {
  deps = await openKnowledgeDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  deps.node.before = () => Promise.resolve();
  deps.node.reply = (manifest, question) => `${manifest.prompts.system} ${question}`;
  ({ ownerId } = await deps.newOwner());
});

const questions = [
  { question: 'First?', checks: [{ kind: 'contains' as const, text: 'SAY A', matchesCase: false }] },
  { question: 'Second?', checks: [{ kind: 'lacks' as const, text: 'Second', matchesCase: true }] },
];
async function start(columns = [column, { ...column, label: 'B', text: 'Say B.' }]) {
  const { id } = await createQuestionSet(deps, { ownerId, name: 'Basics', questions });
  return {
    questionSetId: id,
    ...(await startEvaluation(deps, { ownerId, questionSetId: id, agentId: null, columns })),
  };
}
async function runOnce() {
  const workerId = randomUUID();
  const job = await claimJob(deps, { workerId, kinds: Object.keys(evaluationJobs) });
  const kind = job ? evaluationJobs[job.kind] : undefined;
  if (job && kind) await runJob(deps, { job, kind, workerId, signal, wakeCancel: () => () => undefined });
}

describe('a run of a question set', () => {
  test('asks every question with every column and keeps answers, scores and tokens', async () => {
    const { jobId, questionSetId } = await start();
    expect(await findOwnEvaluation(deps, { ownerId, jobId })).toMatchObject({ state: 'queued', total: 4, cells: [] });
    await runOnce();
    const run = await findOwnEvaluation(deps, { ownerId, jobId });
    expect(run).toMatchObject({ state: 'done', done: 4, total: 4, problem: null });
    expect(run.cells.map((cell) => [cell.column, cell.question, cell.answer, cell.checks[0]?.hasPassed])).toEqual([
      [0, 0, 'Say A. First?', true],
      [0, 1, 'Say A. Second?', false],
      [1, 0, 'Say B. First?', false],
      [1, 1, 'Say B. Second?', false],
    ]);
    expect(run.cells[0]).toMatchObject({ promptTokens: 7, completionTokens: 3, problem: null });
    const [row] = await listEvaluations(deps, { ownerId, questionSetId });
    expect(row?.columns).toEqual([
      { number: 1, label: 'A', modelId, passed: 1, checks: 2 },
      { number: 2, label: 'B', modelId, passed: 0, checks: 2 },
    ]);
  });

  test('goes on behind its checkpoint when a node came back', async () => {
    const { jobId } = await start([column]);
    let previews = 0;
    deps.node.before = async ({ path }) => {
      if (path !== '/control/preview') return;
      previews += 1;
      if (previews === 2) throw new AppError('node_offline');
    };
    await runOnce();
    expect(await findOwnEvaluation(deps, { ownerId, jobId })).toMatchObject({ state: 'queued', done: 1 });
    deps.advance(5_000);
    await runOnce();
    expect((await findOwnEvaluation(deps, { ownerId, jobId })).cells).toHaveLength(2);
    expect(previews).toBe(3);
  });

  test('keeps the reason where one column can not answer', async () => {
    const { jobId } = await start([{ ...column, text: 'Use {{nothing}}.' }, column]);
    await runOnce();
    const { state, cells } = await findOwnEvaluation(deps, { ownerId, jobId });
    expect(state).toBe('done');
    expect(cells[0]).toMatchObject({ answer: '', problem: expect.stringContaining('no variable "nothing"') });
    expect(cells[0]?.checks[0]?.hasPassed).toBe(false);
    expect(cells[2]?.problem).toBeNull();
  });

  test('can be cancelled and run again with the questions as they are then', async () => {
    const { jobId, questionSetId } = await start([column]);
    await cancelJob(deps, { ownerId, jobId });
    await runOnce();
    expect(await findOwnEvaluation(deps, { ownerId, jobId })).toMatchObject({ state: 'cancelled', cells: [] });
    const [first] = questions;
    if (first) await updateQuestionSet(deps, { ownerId, questionSetId, name: 'One', questions: [first] });
    const again = await rerunEvaluation(deps, { ownerId, jobId });
    await runOnce();
    expect((await findOwnEvaluation(deps, { ownerId, jobId: again.jobId })).cells).toHaveLength(1);
    expect(await listQuestionSets(deps, { ownerId })).toMatchObject([{ name: 'One', questionCount: 1 }]);
  });

  test('is refused for an empty set, an unknown model, and while too many are under way', async () => {
    const { id } = await createQuestionSet(deps, { ownerId, name: 'Empty', questions: [] });
    const ask = { ownerId, questionSetId: id, agentId: null, columns: [column] };
    await expect(startEvaluation(deps, ask)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(start([{ ...column, modelId: 'all-minilm-l6-v2' }])).rejects.toMatchObject({ code: 'invalid_input' });
    const { questionSetId } = await start();
    for (let count = 1; count < 4; count += 1) await start();
    await expect(start()).rejects.toMatchObject({ code: 'conflict' });
    await expect(deleteQuestionSet(deps, { ownerId, questionSetId })).rejects.toMatchObject({ code: 'conflict' });
  });

  test("is nobody else's, and ends with its set", async () => {
    const { jobId, questionSetId } = await start();
    const { ownerId: stranger } = await deps.newOwner();
    const theirs = { ownerId: stranger, questionSetId, jobId };
    const calls = [
      findOwnQuestionSet(deps, theirs),
      updateQuestionSet(deps, { ...theirs, name: 'x', questions: [] }),
      deleteQuestionSet(deps, theirs),
      listEvaluations(deps, theirs),
      findOwnEvaluation(deps, theirs),
      rerunEvaluation(deps, theirs),
      cancelJob(deps, theirs),
      startEvaluation(deps, { ...theirs, agentId: null, columns: [column] }),
    ];
    for (const call of await Promise.allSettled(calls))
      expect(call).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
    await runOnce();
    await deleteQuestionSet(deps, { ownerId, questionSetId });
    await expect(findOwnEvaluation(deps, { ownerId, jobId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a check', () => {
  const check = (one: AnswerCheck, answer: string) =>
    checkAnswer(deps, { ownerId, check: one, answer, question: 'Q?', modelId, signal });
  const regex = (pattern: string, flags = 'i') => ({ kind: 'regex' as const, pattern, flags });
  const schema = (value: object | string) => ({
    kind: 'json-schema' as const,
    schema: typeof value === 'string' ? value : JSON.stringify(value),
  });

  test('by pattern finds it, or says that it is not there or not valid', async () => {
    expect(await check(regex(String.raw`\d{3}`), 'see 123')).toMatchObject({ hasPassed: true });
    expect(await check(regex('^no'), 'yes')).toMatchObject({ hasPassed: false, detail: 'The pattern is not found.' });
    expect((await check(regex('('), 'x')).detail).toContain('Invalid regular expression');
  });

  test('with a pattern that never ends is given up', async () => {
    const { hasPassed, detail } = await check(regex('^(a+)+$'), `${'a'.repeat(40)}!`);
    expect({ hasPassed, detail }).toEqual({ hasPassed: false, detail: 'The check took longer than 3 s.' });
  });

  test('by schema reads JSON and says where it is wrong', async () => {
    const one = schema({ type: 'object', properties: { a: { type: 'string', format: 'email' } }, required: ['a'] });
    expect(await check(one, '{"a":"x@y.org"}')).toMatchObject({ hasPassed: true });
    expect((await check(one, '{"a":"x"}')).detail).toContain('/a');
    expect((await check(one, 'Sure! {}')).detail).toBe('The answer is not JSON.');
    expect((await check(schema('{"type":"nonsense"}'), '1')).detail).toContain("can't be used");
    expect((await check(schema('no json'), '1')).detail).toContain("can't be used");
    const old = schema({ $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'number' }] });
    expect(await check(old, '[1,"x"]')).toMatchObject({ hasPassed: true });
  });

  test('by similarity compares vectors', async () => {
    const near = { kind: 'similarity' as const, expected: 'credits are deposits', threshold: 0.9 };
    expect(await check(near, 'Credits are deposits')).toMatchObject({ hasPassed: true });
    expect(await check(near, 'penguins')).toMatchObject({ hasPassed: false });
    expect(await check(near, '')).toMatchObject({ hasPassed: false });
  });

  test('by a judge passes on yes only, and shows what was asked', async () => {
    const one = { kind: 'judge' as const, criterion: 'It is polite.', modelId: null };
    const says = async (reply: string) => {
      deps.node.reply = () => reply;
      return check(one, 'Please.');
    };
    expect(await says('Yes, it is.')).toMatchObject({ hasPassed: true });
    expect(await says('**yes**')).toMatchObject({ hasPassed: true });
    expect(await says('No. Yes would be wrong.')).toMatchObject({ hasPassed: false });
    const odd = await says('Yesterday it rained.');
    expect(odd).toMatchObject({ hasPassed: false, detail: expect.stringContaining('neither yes nor no') });
    expect(odd.detail).toContain('Criterion: It is polite.');
  });
});
