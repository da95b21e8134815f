import { AppError, type ErrorCode } from '#protocol/errors.ts';
import { type Evaluation, type EvaluationCell, evaluationCellsSchema } from '#protocol/evaluations/evaluation.ts';
import type { TestQuestion } from '#protocol/evaluations/question-set.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { checkAnswer } from './checks/check-answer.ts';
import { openAsker } from './open-asker.ts';

/** Not a fault of the prompt or the model: the whole run waits and tries again. */
const passing = new Set<ErrorCode>(['node_offline', 'queue_full', 'loading', 'engine_crashed', 'rate_limited']);

/** Asks every question with every column and checks the answers, one after another. Goes on behind what its checkpoint holds; a column that can't answer a question leaves its reason. */
export async function runEvaluation(deps: Deps, evaluation: Evaluation, context: JobContext): Promise<void> {
  const cells = evaluationCellsSchema.parse(context.checkpoint ?? []);
  const total = evaluation.questions.length * evaluation.columns.length;
  if (cells.length === total) return;
  const ask = await openAsker(deps, evaluation, context);
  for (const [column] of evaluation.columns.entries()) {
    for (const [question, asked] of evaluation.questions.entries()) {
      if (cells.some((cell) => cell.question === question && cell.column === column)) continue;
      cells.push(await fillCell(deps, { evaluation, question, column, asked, context, ask }));
      await context.saveCheckpoint(cells);
      await context.report({ step: 'asking', done: cells.length, total, message: `Asked ${cells.length} of ${total}` });
    }
  }
}

interface CellInput {
  evaluation: Evaluation;
  question: number;
  column: number;
  asked: TestQuestion;
  context: JobContext;
  ask: Awaited<ReturnType<typeof openAsker>>;
}

async function fillCell(deps: Deps, { evaluation, context, asked, ask, ...place }: CellInput): Promise<EvaluationCell> {
  const { ownerId, signal } = context;
  const column = evaluation.columns[place.column];
  if (!column) throw new AppError('internal');
  const startedMs = performance.now();
  const empty = { ...place, answer: '', problem: null, ms: 0, promptTokens: 0, completionTokens: 0, checks: [] };
  try {
    const { answer, promptTokens, completionTokens } = await ask(column, asked.question);
    const ms = performance.now() - startedMs;
    const checks: EvaluationCell['checks'] = [];
    for (const check of asked.checks) {
      const about = { ownerId, check, answer, question: asked.question, modelId: column.modelId, signal };
      checks.push(await checkAnswer(deps, about));
    }
    return { ...empty, answer, ms, promptTokens, completionTokens, checks };
  } catch (cause) {
    signal.throwIfAborted();
    if (!(cause instanceof AppError) || passing.has(cause.code)) throw cause;
    const checks = asked.checks.map(({ kind }) => ({ kind, hasPassed: false, detail: 'There is no answer to check.' }));
    return { ...empty, problem: cause.message, ms: performance.now() - startedMs, checks };
  }
}
