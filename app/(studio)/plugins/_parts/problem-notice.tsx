import { useTranslations } from 'next-intl';
import { Notice } from '#app/_ui/notice.tsx';
import type { DraftProblem } from './read-draft.ts';

/** What is wrong with what was typed. */
export function ProblemNotice({ problem }: { problem: DraftProblem }) {
  const t = useTranslations('plugins.problem');
  return <Notice tone="warn">{t(problem.kind, { field: '', reason: '', ...problem })}</Notice>;
}
