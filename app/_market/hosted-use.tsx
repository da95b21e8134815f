'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Fold } from '#app/_ui/fold.tsx';
import { HostedForm } from './hosted-form.tsx';

/** For knowledge whose creator lets it be searched on their node: putting that into an agent. Nothing where it isn't offered. */
export function HostedUse({ deedId }: { deedId: string }) {
  const t = useTranslations('library.hosted');
  const { data: reference } = useQuery(useTRPC().trial.hosted.queryOptions({ deedId }));
  if (!reference) return null;
  return (
    <Fold title={t('title')}>
      <p className="text-muted text-sm">{t('lead')}</p>
      <HostedForm reference={reference} />
    </Fold>
  );
}
