'use client';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { formatAmount } from '#app/_ui/format-amount.ts';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { useEarningWords } from './use-earning-words.ts';

type Source = RouterOutputs['earnings']['summary']['sources'][number];

/** What came in, by component and reason. */
export function EarningSources({ sources }: { sources: Source[] }) {
  const t = useTranslations('earnings.sources');
  const { reason, component } = useEarningWords();
  const locale = useLocale();
  const format = useFormatter();
  return (
    <Card>
      <CardHeading title={t('title')} />
      <ScrollRegion label={t('title')}>
        <table className="w-full min-w-xl text-left text-sm">
          <thead className="text-muted text-xs">
            <tr>
              {(['component', 'reason', 'amount', 'count', 'last'] as const).map((column) => (
                <th key={column} className="pr-3 pb-2 font-medium">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map(({ deedId, deed, source, asset, amount, count, lastAt }) => (
              <tr key={`${deedId} ${source} ${asset.address}`} className="border-line border-t">
                <td className="max-w-60 break-words py-2 pr-3">{component(deedId, deed)}</td>
                <td className="py-2 pr-3">{reason(source)}</td>
                <td className="py-2 pr-3 font-semibold">{formatAmount(amount, asset, locale)}</td>
                <td className="py-2 pr-3">{format.number(count)}</td>
                <td className="py-2">{format.dateTime(lastAt, { dateStyle: 'medium' })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
