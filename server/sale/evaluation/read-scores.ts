import type { Deps } from '#server/deps-type.ts';
import { type EvaluationScore, evaluationResultSchema, scoreOf } from './evaluation-result.ts';

/** What is attached to a component's versions, by the content it was measured on. */
export async function readScores(
  deps: Pick<Deps, 'db'>,
  { componentId }: { componentId: string },
): Promise<Map<string, EvaluationScore>> {
  const rows = await deps.db.saleCheck.findMany({
    where: { kind: 'evaluation', outcome: 'passed', version: { componentId } },
    select: { detail: true, version: { select: { contentRoot: true } } },
  });
  const results = rows.flatMap(({ detail, version }) => {
    const result = evaluationResultSchema.safeParse(detail).data;
    return result && result.contentRoot === version.contentRoot ? [result] : [];
  });
  return new Map(results.map((result) => [result.contentRoot, scoreOf(result)]));
}
