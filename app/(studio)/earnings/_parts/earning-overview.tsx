'use client';
import { useQuery } from '@tanstack/react-query';
import { Coins } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { EarningBalances } from './earning-balances.tsx';
import { EarningSources } from './earning-sources.tsx';

interface EarningOverviewProps {
  initial: RouterOutputs['earnings']['summary'];
  hasWallet: boolean;
}

/** What waits to be claimed, and which component it came from. */
export function EarningOverview({ initial, hasWallet }: EarningOverviewProps) {
  const t = useTranslations('earnings.empty');
  const { data } = useQuery({
    ...useTRPC().earnings.summary.queryOptions(),
    initialData: initial,
    refetchInterval: 5_000,
  });
  if (data.balances.length > 0)
    return (
      <>
        <EarningBalances balances={data.balances} />
        <EarningSources sources={data.sources} />
      </>
    );
  return (
    <EmptyState
      picture={<Coins className="size-10" />}
      title={t('title')}
      lead={t(hasWallet ? 'lead' : 'noWallet')}
      action={
        hasWallet ? undefined : (
          <Button asChild tone="accent">
            <Link href="/settings">{t('toSettings')}</Link>
          </Button>
        )
      }
    />
  );
}
