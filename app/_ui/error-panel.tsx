'use client';
import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** What a route or panel shows when it failed: what happened and a way to go on. */
export function ErrorPanel({ message, onRetry }: { message: string; onRetry: () => void }) {
  const t = useTranslations('shell.failure');
  return (
    <div className="space-y-3">
      <Notice tone="bad" title={t('title')}>
        {message}
      </Notice>
      <Button onClick={onRetry}>{t('retry')}</Button>
    </div>
  );
}
