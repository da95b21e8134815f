import { type ComparisonScore, comparisonScoreSchema } from '#protocol/control/comparison.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnComparison } from './find-own-comparison.ts';

type Side = 'left' | 'right';

export interface Comparison {
  id: string;
  componentId: string;
  state: 'asking' | 'judging' | 'revealed' | 'failed';
  reason: string;
  createdAt: Date;
  rows: {
    position: number;
    question: string;
    /** Both null until they are there. */
    left: string | null;
    right: string | null;
    problem: string | null;
    verdict: Side | 'tie' | null;
    /** Side of the answer with the component; null until all is judged and revealed. */
    withSide: Side | null;
  }[];
  /** Null until it is revealed. */
  score: ComparisonScore | null;
  /** Node that answered, and version that was tried: what the score's signature names. */
  node: string;
  contentRoot: string;
}

/** A comparison of the person's as it may be seen now: which side is which shows only after the vote. Throws `not_found`. */
export async function getComparison(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; comparisonId: string },
): Promise<Comparison> {
  const { id, componentId, state, reason, createdAt, node, contentRoot, score, rows } = await findOwnComparison(
    deps,
    input,
  );
  return {
    ...{ id, componentId, reason, createdAt, node, contentRoot },
    state: state as Comparison['state'],
    score: score === null ? null : comparisonScoreSchema.parse(score),
    rows: rows.map(({ position, question, problem, verdict, withText, withoutText, withSide }) => ({
      ...{ position, question, problem, verdict: verdict as Side | 'tie' | null },
      left: withSide === 'left' ? withText : withoutText,
      right: withSide === 'left' ? withoutText : withText,
      withSide: state === 'revealed' ? (withSide as Side) : null,
    })),
  };
}
