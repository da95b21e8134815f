'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Money } from '#app/_market/money.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { useEarningWords } from './use-earning-words.ts';

type Source = RouterOutputs['earnings']['summary']['sources'][number];

/** What came in, by component and reason; each count opens the rows that the sum is made of. */
export function EarningSources({ sources }: { sources: Source[] }) {
  const t = useTranslations('earnings.sources');
  const { reason, component, amount } = useEarningWords();
  const format = useFormatter();
  return (
    <Card>
      <CardHeading title={t('title')} />
      <ScrollRegion label={t('title')}>
        <table className="w-full min-w-lg text-left text-sm">
          <thead className="text-muted text-xs">
            <tr>
              {(['component', 'reason', 'amount', 'count', 'last'] as const).map((column) => (
                <th key={column} scope="col" className="pr-3 pb-2 font-medium">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((one) => {
              const { deedId, deed, source, asset, count, lastAt } = one;
              return (
                <tr key={`${deedId} ${source} ${asset.address}`} className="border-line border-t">
                  <td className="max-w-60 break-words py-2 pr-3">
                    <Link href={`/market/${deedId}`} className="text-accent underline">
                      {component(deedId, deed)}
                    </Link>
                  </td>
                  <td className="py-2 pr-3">{reason(source)}</td>
                  <td className="py-2 pr-3">
                    <Money amount={one.amount} asset={asset} />
                  </td>
                  <td className="whitespace-nowrap py-2 pr-3">
                    <Link
                      href={`/earnings?deed=${deedId}&reason=${source}&coin=${asset.symbol}#history`}
                      className="text-accent underline"
                      aria-label={t('open', {
                        times: t('times', { count }),
                        ...{ amount: amount(one.amount, asset), reason: reason(source) },
                        component: component(deedId, deed),
                      })}
                    >
                      {t('times', { count })}
                    </Link>
                  </td>
                  <td className="whitespace-nowrap py-2">{format.dateTime(lastAt, { dateStyle: 'medium' })}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
