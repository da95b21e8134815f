import type { Address, Hex } from 'viem';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { textHash } from '#protocol/control/comparison.ts';
import { isSignedBy } from '#protocol/signing/is-signed-by.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { type ControlNode, openControlNode } from '#runtime/testing/open-control-node.ts';
import { getTrial } from '#server/trials/get-trial.ts';
import { openTrialBench, type Sold, type TrialBench } from '#server/trials/testing/open-trial-bench.ts';
import { getComparison } from './get-comparison.ts';
import { judgeComparison } from './judge-comparison.ts';
import { readComparisonTotals } from './read-comparison-totals.ts';
import { revealComparison } from './reveal-comparison.ts';
import { startComparison } from './start-comparison.ts';

const texts = ['Bees make honey from nectar.', 'Queens lay two thousand eggs a day.'];
let bench: TrialBench<ControlNode>;
let sold: Sold;
let bob: string;

beforeAll(async () => {
  bench = await openTrialBench({ openNode: openControlNode, makeBundle: makeKnowledgeBundle });
});
afterAll(async () => await bench.close());
beforeEach(async () => {
  await bench.database.clear();
  bench.node.isOnline = true;
  bench.node.reply = ({ messages }) => (JSON.stringify(messages).includes('nectar') ? 'From nectar.' : 'No idea.');
  sold = await bench.sell(texts);
  await bench.offer(sold, { personQuestions: 40 });
  bob = (await bench.newAccount('Bob')).id;
});

const start = (questions: string[], ownerId = bob) =>
  startComparison(bench, { ownerId, componentId: sold.componentId, questions, clientAddress: 'unknown' });
async function compared(questions: string[]): Promise<string> {
  const { comparisonId } = await start(questions);
  await bench.work();
  return comparisonId;
}
const get = (comparisonId: string, ownerId = bob) => getComparison(bench, { ownerId, comparisonId });
const sideOf = (row: { left: string | null }) => (row.left === 'From nectar.' ? ('left' as const) : ('right' as const));

test('own questions are answered on sides that chance chooses; which is which shows after the vote, with a score that the node signed', async () => {
  const questions = Array.from({ length: 10 }, (_, at) => `What do bees make honey from? ${at}`);
  const comparisonId = await compared(questions);
  const blind = await get(comparisonId);
  expect(blind.state).toBe('judging');
  expect(blind.rows.map(({ left, right }) => [left, right].toSorted())).toEqual(
    questions.map(() => ['From nectar.', 'No idea.']),
  );
  expect(JSON.stringify(blind)).not.toMatch(/"withSide":"(left|right)"|source|credits\.md/);
  await expect(revealComparison(bench, { ownerId: bob, comparisonId })).rejects.toThrow(
    /^10 of 10 answers are not judged/,
  );

  for (const row of blind.rows) {
    const best = sideOf(row);
    const worst = best === 'left' ? 'right' : 'left';
    const verdict = (['tie', worst] as const)[row.position] ?? best;
    await judgeComparison(bench, { ownerId: bob, comparisonId, position: row.position, verdict });
  }
  const { score, rows, node, contentRoot, state } = await revealComparison(bench, { ownerId: bob, comparisonId });
  expect(state).toBe('revealed');
  expect(score).toMatchObject({ withWins: 8, withoutWins: 1, ties: 1 });
  expect(rows.map(({ withSide }) => withSide)).toEqual(blind.rows.map(sideOf));
  const { signature, ...counted } = score ?? { signature: '0x', issuedAt: 0 };
  const message = {
    ...counted,
    issuedAt: BigInt(counted.issuedAt),
    node,
    contentRoot,
    comparison: textHash(comparisonId),
  };
  const signed = { name: 'ComparisonScore', message: message as never, signature: signature as Hex } as const;
  expect(await isSignedBy(node as Address, signed)).toBe(true);
  expect(await readComparisonTotals(bench, sold)).toEqual({ people: 1, withWins: 8, withoutWins: 1, ties: 1 });
  const late = { ownerId: bob, comparisonId, position: 2, verdict: 'tie' } as const;
  await expect(judgeComparison(bench, late)).rejects.toMatchObject({ code: 'conflict' });
  expect(await revealComparison(bench, { ownerId: bob, comparisonId })).toMatchObject({ score });
});

test('sides are even chances, question by question', async () => {
  for (let at = 0; at < 4; at += 1) {
    await compared(Array.from({ length: 5 }, (_, one) => `honey ${at} ${one}`));
    bench.advance(86_400_000);
  }
  const sides = await bench.db.comparisonRow.groupBy({ by: ['withSide'], _count: true });
  // Twenty times the same side happens once in half a million runs.
  expect(sides.map(({ withSide }) => withSide).toSorted()).toEqual(['left', 'right']);
});

test('each question takes two answers of the budget: more than are left are refused, and a budget that ends leaves a reason', async () => {
  await bench.offer(sold, { personQuestions: 5 });
  await expect(start(['a', 'b', 'c'])).rejects.toMatchObject({
    code: 'rate_limited',
    message: '3 questions take 6 trial answers, and 5 of “Bees” are left for you today; ask at most 2.',
  });
  const comparisonId = await compared(['What is honey made from?', 'And from?']);
  const uses = await bench.db.trialUse.findMany();
  expect(uses.map(({ kind, ownerId }) => [kind, ownerId])).toEqual([
    ['comparison', bob],
    ['comparison', bob],
  ]);
  const tokens = uses.reduce((sum, use) => sum + use.promptTokens + use.completionTokens, 0);
  expect((await getTrial(bench, sold))?.today).toEqual({ questions: 4, tokens, searches: 0 });
  expect((await get(comparisonId)).state).toBe('judging');

  await bench.offer(sold, { personQuestions: 8 });
  const { comparisonId: second } = await start(['What is honey made from?', 'And what else?']);
  await bench.db.trialSpending.updateMany({ where: { person: '' }, data: { questions: 97 } });
  await bench.work();
  expect((await get(second)).rows.map(({ problem }) => problem)).toEqual([
    null,
    expect.stringMatching(/^Today's 100 trial answers of “Bees” are used up but for 1;/),
  ]);
});

test('a node signs no score over answers that it did not give, nor one twice', async () => {
  const comparisonId = await compared(['What is honey made from?']);
  await judgeComparison(bench, { ownerId: bob, comparisonId, position: 0, verdict: 'left' });
  await bench.db.comparisonRow.updateMany({ data: { withText: 'Something nicer.' } });
  await expect(revealComparison(bench, { ownerId: bob, comparisonId })).rejects.toMatchObject({
    code: 'forbidden',
    message: 'This node did not give the answers to question 1.',
  });
  expect((await get(comparisonId)).rows[0]?.withSide).toBeNull();
});

test('nobody sees or judges somebody else’s comparison, and one that a node can’t answer waits for it', async () => {
  bench.node.isOnline = false;
  const { comparisonId } = await start(['What is honey made from?']);
  await bench.work();
  expect((await get(comparisonId)).state).toBe('asking');
  const eve = (await bench.newAccount('Eve')).id;
  const calls = await Promise.allSettled([
    get(comparisonId, eve),
    judgeComparison(bench, { ownerId: eve, comparisonId, position: 0, verdict: 'tie' }),
    revealComparison(bench, { ownerId: eve, comparisonId }),
  ]);
  for (const call of calls) expect(call).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
  const early = { ownerId: bob, comparisonId, position: 0, verdict: 'tie' } as const;
  await expect(judgeComparison(bench, early)).rejects.toMatchObject({ code: 'conflict' });
  bench.node.isOnline = true;
  bench.advance(600_000);
  await bench.work();
  expect((await get(comparisonId)).state).toBe('judging');
  expect((await getTrial(bench, sold))?.today).toMatchObject({ questions: 2 });
});
