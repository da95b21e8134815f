'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Fold } from '#app/_ui/fold.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { HostedForm } from './hosted-form.tsx';

interface HostedUseProps {
  deedId: string;
  /** What a search gives this reader, where it is known. */
  facts?: { passagesPerCall: number; coverageLeft: number; chunkCount: number; isNodeReady: boolean } | null;
  /** Whether everybody may search it, for no licence of it is sold. */
  isOpen?: boolean;
}

/** For knowledge whose creator lets it be searched on their node: putting that into an agent. Nothing where it isn't offered. */
export function HostedUse({ deedId, facts = null, isOpen = false }: HostedUseProps) {
  const t = useTranslations('library.hosted');
  const { data: reference } = useQuery(useTRPC().trial.hosted.queryOptions({ deedId }));
  if (!reference) return null;
  return (
    <Fold title={t('title')}>
      <p className="text-muted text-sm">{t(isOpen ? 'leadOpen' : 'lead')}</p>
      {facts && <p className="text-muted text-sm">{t('limits', limitsOf(facts))}</p>}
      {facts?.isNodeReady === false && <Notice tone="warn">{t('away')}</Notice>}
      <HostedForm reference={reference} />
    </Fold>
  );
}

function limitsOf({ passagesPerCall, coverageLeft, chunkCount }: NonNullable<HostedUseProps['facts']>) {
  return { passagesPerCall, coverageLeft, chunkCount };
}
