'use client';
import { useQuery } from '@tanstack/react-query';
import { Coins } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
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
  /** How it stood when a claim was confirmed: until it differs, the studio has not read the claim from the chain yet. */
  const [before, setBefore] = useState<string | null>(null);
  const { data } = useQuery({
    ...useTRPC().earnings.summary.queryOptions(),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && before === standOf(state.data) ? 1_000 : 5_000),
  });
  const stand = standOf(data);
  const planOf = useClaimPlan(() => setBefore(stand));
  if (data.balances.length > 0)
    return (
      <div className="space-y-6">
        <EarningBalances balances={data.balances} isWaiting={before === stand} planOf={planOf} />
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
