'use client';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Badge } from '#app/_ui/badge.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { Comparison } from './comparison-view.tsx';

type Row = Comparison['rows'][number];
type Verdict = NonNullable<Row['verdict']>;

const verdicts = ['left', 'tie', 'right'] as const;

interface ComparedAnswersProps {
  row: Row;
  canJudge: boolean;
  onJudge: (verdict: Verdict) => void;
}

/** Two answers to a question, as the text they are, and the vote between them. */
export function ComparedAnswers({ row, canJudge, onJudge }: ComparedAnswersProps) {
  const t = useTranslations('market.compare');
  const name = useId();
  /** Shown at once; the studio confirms it a moment later. */
  const [picked, setPicked] = useState(row.verdict);
  const { question, problem, left, right, verdict, withSide } = row;
  return (
    <fieldset className="min-w-0 space-y-2 rounded-md border border-line p-3 text-sm">
      <legend className="px-1 font-medium">
        <span className="break-words">{question}</span>
      </legend>
      {problem !== null && <Notice tone="warn">{problem}</Notice>}
      {problem === null && (
        <div className="grid gap-3 sm:grid-cols-2">
          <Side title={t('left')} text={left} mark={withSide && t(withSide === 'left' ? 'with' : 'without')} />
          <Side title={t('right')} text={right} mark={withSide && t(withSide === 'right' ? 'with' : 'without')} />
        </div>
      )}
      {problem === null && (canJudge || verdict !== null) && (
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          {verdicts.map((one) => (
            <label key={one} className="flex items-center gap-2">
              <input
                type="radio"
                name={name}
                className="size-4 accent-(--accent)"
                checked={(picked ?? verdict) === one}
                disabled={!canJudge}
                onChange={() => {
                  setPicked(one);
                  onJudge(one);
                }}
              />
              {t(`verdict.${one}`)}
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}

function Side({ title, text, mark }: { title: string; text: string | null; mark: string | null }) {
  const t = useTranslations('market.compare');
  return (
    <div className="min-w-0 space-y-1 rounded-md bg-sunken p-2">
      <p className="flex flex-wrap items-center gap-2 text-muted text-xs">
        {title} {mark && <Badge tone="accent">{mark}</Badge>}
      </p>
      <p className="whitespace-pre-wrap break-words">{text === null ? t('answering') : text || t('noAnswer')}</p>
    </div>
  );
}
