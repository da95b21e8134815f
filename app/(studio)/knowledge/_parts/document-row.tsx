'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { useSize } from '#app/_ui/use-size.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Row = RouterOutputs['knowledge']['documents']['documents'][number];

const tones: Partial<Record<Row['state'], BadgeTone>> = { ready: 'good', failed: 'bad', cancelled: 'neutral' };
const ended = new Set<Row['state']>(['ready', 'failed', 'cancelled']);

interface DocumentRowProps {
  knowledgeId: string;
  document: Row;
  onCancel: () => void;
  onRetry: () => void;
  onDelete: () => void;
}

/** A document with its state: progress in numbers while it is read, the reason when it failed. */
export function DocumentRow({ knowledgeId, document, onCancel, onRetry, onDelete }: DocumentRowProps) {
  const t = useTranslations('knowledge');
  const size = useSize();
  const { name, state, progress, error } = document;
  const isRunning = !ended.has(state);
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 p-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2">
          <Link
            href={`/knowledge/${knowledgeId}/documents/${document.id}`}
            className="break-all font-medium underline-offset-2 hover:underline"
          >
            {name}
          </Link>
          <Badge tone={tones[state] ?? 'accent'}>{t(`state.${state}`)}</Badge>
        </p>
        <p className="text-muted text-xs">{t('facts', { size: size(document.sizeBytes), chunks: document.chunks })}</p>
        {error && <p className={state === 'failed' ? 'text-bad text-sm' : 'text-muted text-sm'}>{error.message}</p>}
        {isRunning && progress && progress.total > 0 && (
          <div className="mt-1.5 max-w-md">
            <ProgressBar {...progress} label={t('progress', { ...progress, name })} />
          </div>
        )}
      </div>
      <div className="flex gap-2">
        {isRunning && (
          <Button size="small" onClick={onCancel} aria-label={t('cancelOne', { name })}>
            {t('cancel')}
          </Button>
        )}
        {(state === 'failed' || state === 'cancelled') && (
          <Button size="small" onClick={onRetry} aria-label={t('retryOne', { name })}>
            {t('retry')}
          </Button>
        )}
        <ConfirmButton
          size="small"
          tone="plain"
          aria-label={t('deleteOne', { name })}
          title={t('deleteOne', { name })}
          lead={t('deleteLead')}
          confirm={t('delete')}
          onConfirm={onDelete}
        >
          {t('delete')}
        </ConfirmButton>
      </div>
    </li>
  );
}
