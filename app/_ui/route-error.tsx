'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { startTransition } from 'react';
import { ErrorPanel } from './error-panel.tsx';

/** What stands in place of a part of the studio that failed; trying again asks the server anew. */
export function RouteError({ reset }: { reset: () => void }) {
  const t = useTranslations('shell.failure');
  const router = useRouter();

  function retry() {
    startTransition(() => {
      router.refresh();
      reset();
    });
  }

  return <ErrorPanel message={t('lead')} onRetry={retry} />;
}
