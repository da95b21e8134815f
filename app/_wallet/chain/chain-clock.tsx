'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

const lookEveryMs = 15_000;
const day = 86_400;
const hour = 3_600;

/** Says that the local chain's clock was put forward, where dates and deadlines go by it. Nothing while it goes with this machine's. */
export function ChainClock({ initial }: { initial: RouterOutputs['wallet']['clock'] }) {
  const t = useTranslations('chain.clock');
  const format = useFormatter();
  const isLocal = useChain()?.isLocal ?? false;
  const clock = useQuery({
    ...useTRPC().wallet.clock.queryOptions(),
    initialData: initial,
    enabled: isLocal,
    refetchInterval: lookEveryMs,
  });
  const { now, aheadSeconds } = clock.data;
  if (aheadSeconds === 0) return null;
  return (
    <div className="mb-4">
      <Notice>
        {t('ahead', {
          ...inUnits(aheadSeconds),
          when: format.dateTime(now, { dateStyle: 'medium', timeStyle: 'short' }),
        })}
      </Notice>
    </div>
  );
}

function inUnits(seconds: number): { unit: 'days' | 'hours' | 'minutes'; count: number } {
  if (seconds >= 2 * day) return { unit: 'days', count: Math.round(seconds / day) };
  if (seconds >= 2 * hour) return { unit: 'hours', count: Math.round(seconds / hour) };
  return { unit: 'minutes', count: Math.round(seconds / 60) };
}
