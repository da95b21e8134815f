'use client';
import { useQuery } from '@tanstack/react-query';
import { Coins } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useChainChange } from '#app/_market/use-chain-change.ts';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { EarningBalances } from './earning-balances.tsx';
import { EarningHistory } from './earning-history.tsx';
import { EarningSources } from './earning-sources.tsx';
import { useClaimPlan } from './use-claim-plan.ts';

type Summary = RouterOutputs['earnings']['summary'];

interface EarningOverviewProps {
  initial: Summary;
  history: RouterOutputs['earnings']['history'];
  hasWallet: boolean;
}

/** What waits to be claimed, which component it came from, and every row of it. */
export function EarningOverview({ initial, history, hasWallet }: EarningOverviewProps) {
  const t = useTranslations('earnings.empty');
  const summary = useTRPC().earnings.summary.queryOptions();
  const { data } = useQuery({ ...summary, initialData: initial, refetchInterval: 5_000 });
  const stand = standOf(data);
  const { isWaiting, lookEvery, noteSent } = useChainChange(stand);
  useQuery({ ...summary, refetchInterval: lookEvery });
  const planOf = useClaimPlan(noteSent);
  if (data.balances.length > 0)
    return (
      <div className="space-y-6">
        <EarningBalances balances={data.balances} isWaiting={isWaiting} planOf={planOf} />
        <EarningSources sources={data.sources} />
        <EarningHistory initial={history} stand={stand} />
      </div>
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

/** What changes with every credit and every claim. */
function standOf({ balances }: Summary): string {
  return balances.map(({ credited, claimed }) => `${credited}:${claimed}`).join(' ');
}
