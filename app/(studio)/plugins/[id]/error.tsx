'use client';
import { useTranslations } from 'next-intl';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';

export default function PluginError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('errors');
  return <ErrorPanel message={t('internal')} onRetry={reset} />;
}
