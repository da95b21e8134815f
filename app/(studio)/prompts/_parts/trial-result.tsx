'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { TraceDrawer } from '#app/_chat/trace-drawer.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { Trial } from './use-trial.ts';

/** An answer as it streams, with how long it took and what it cost in tokens. */
export function TrialResult({ trial }: { trial: Trial }) {
  const t = useTranslations('prompts.compare');
  const [isOpen, setIsOpen] = useState(false);
  const { trace } = trial;
  return (
    <div className="space-y-2 border-line border-t pt-3">
      <div aria-live="polite" aria-busy={trial.isRunning} className="min-h-16">
        <p className="whitespace-pre-wrap break-words text-sm">{trial.text || (trial.isRunning ? t('waiting') : '')}</p>
      </div>
      {trial.problem && <Notice tone="bad">{trial.problem}</Notice>}
      <Facts trial={trial} />
      {trace?.prompt?.notes.map((note) => (
        <Notice key={note} tone="warn">
          {note}
        </Notice>
      ))}
      {trace && (
        <Button size="small" onClick={() => setIsOpen(true)}>
          {t('trace')}
        </Button>
      )}
      <TraceDrawer trace={isOpen ? trace : null} onClose={() => setIsOpen(false)} />
    </div>
  );
}

function Facts({ trial }: { trial: Trial }) {
  const t = useTranslations('prompts.compare');
  const format = useFormatter();
  const { trace, firstMs, totalMs } = trial;
  const ms = (value: number | null) => (value === null ? '–' : `${format.number(Math.round(value))} ms`);
  const tokens = trace?.usage.completionTokens ?? 0;
  const seconds = (trace?.timesMs.generation ?? 0) / 1_000;
  const facts = [
    [t('first'), ms(firstMs)],
    [t('total'), ms(totalMs)],
    [t('promptTokens'), trace ? format.number(trace.usage.promptTokens) : '–'],
    [t('answerTokens'), trace ? format.number(tokens) : '–'],
    [t('speed'), seconds > 0 ? format.number(tokens / seconds, { maximumFractionDigits: 1 }) : '–'],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-3 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="text-right tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
