import type { CheckResult } from '#protocol/evaluations/evaluation.ts';
import type { AnswerCheck } from '#protocol/evaluations/question-set.ts';
import type { Deps } from '#server/deps-type.ts';
import { checkInChild } from './check-in-child.ts';
import { judgeAnswer } from './judge-answer.ts';
import { measureSimilarity } from './measure-similarity.ts';

export interface CheckInput {
  ownerId: string;
  check: AnswerCheck;
  question: string;
  answer: string;
  /** Model that answered. */
  modelId: string;
  signal: AbortSignal;
}

/** Whether an answer fulfils a check, with the reason in words. Throws what a node refuses with where a model is needed. */
export async function checkAnswer(deps: Deps, input: CheckInput): Promise<CheckResult> {
  const { check, answer, signal, ownerId } = input;
  const result = (hasPassed: boolean, detail: string): CheckResult => ({ kind: check.kind, hasPassed, detail });
  switch (check.kind) {
    case 'contains':
    case 'lacks': {
      const isThere = holds(answer, check);
      const words = `"${check.text}" is ${isThere ? '' : 'not '}in the answer`;
      return result(isThere === (check.kind === 'contains'), words);
    }
    case 'regex':
    case 'json-schema': {
      const { hasPassed, detail } = await checkInChild({ check, answer }, signal);
      return result(hasPassed, detail);
    }
    case 'similarity': {
      const cosine = await measureSimilarity(deps, { ownerId, texts: [answer, check.expected], signal });
      return result(
        cosine >= check.threshold,
        `similarity ${cosine.toFixed(2)}, at least ${check.threshold} is wanted`,
      );
    }
    case 'judge': {
      const judged = await judgeAnswer(deps, {
        ...input,
        criterion: check.criterion,
        modelId: check.modelId ?? input.modelId,
      });
      return result(judged.hasPassed, judged.detail);
    }
  }
}

function holds(answer: string, { text, matchesCase }: { text: string; matchesCase: boolean }): boolean {
  if (matchesCase) return answer.includes(text);
  return answer.toLowerCase().includes(text.toLowerCase());
}
