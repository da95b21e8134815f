'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '#app/_ui/badge.tsx';
import type { ToolCard } from '#protocol/retrieval/trace.ts';

const tones: Record<ToolCard['state'], BadgeTone> = { running: 'accent', done: 'good', failed: 'bad' };

/** A call that the node made for an answer: what was called, how it went, and what it gave. */
export function CallCard({ card }: { card: ToolCard }) {
  const t = useTranslations('agents.chat.call');
  const format = useFormatter();
  return (
    <details className="rounded-md border border-line bg-canvas px-2 py-1 text-sm">
      <summary className="flex cursor-pointer flex-wrap items-center gap-2">
        <code className="break-all">{card.name}</code>
        <Badge tone={tones[card.state]}>{t(`state.${card.state}`)}</Badge>
        {card.state !== 'running' && (
          <span className="text-muted tabular-nums">{t('ms', { ms: format.number(Math.round(card.ms)) })}</span>
        )}
      </summary>
      <p className="mt-1 text-muted">{t('arguments')}</p>
      <pre className="whitespace-pre-wrap break-words font-mono text-xs">{card.arguments}</pre>
      {card.result !== null && (
        <>
          <p className="mt-1 text-muted">{t(card.state === 'failed' ? 'reason' : 'result')}</p>
          <pre className="whitespace-pre-wrap break-words font-mono text-xs">{card.result}</pre>
        </>
      )}
    </details>
  );
}
