'use client';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Problem } from './find-problems.ts';

/** What is wrong with the draft; a click goes to the node it is about. */
export function ProblemList({ problems, onJump }: { problems: Problem[]; onJump: (problem: Problem) => void }) {
  const t = useTranslations('canvas');
  if (problems.length === 0) return <p className="text-good text-sm">{t('noProblems')}</p>;
  return (
    <section aria-label={t('problems')} className="rounded-lg border border-line bg-surface p-3">
      <h3 className="mb-1 font-semibold text-sm">{t('problemCount', { count: problems.length })}</h3>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.key} ${problem.nodeId}`}>
            <button
              type="button"
              onClick={() => onJump(problem)}
              className="flex w-full items-start gap-2 rounded px-1 py-1 text-left text-sm hover:bg-sunken"
            >
              {problem.weight === 'error' ? (
                <CircleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-label={t('weights.error')} />
              ) : (
                <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-label={t('weights.warning')} />
              )}
              {t(`sentences.${problem.key}`, problem.values)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
