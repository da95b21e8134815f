'use client';
import { useLocale, useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { formatAmount } from '#app/_ui/format-amount.ts';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { useClaimPlan } from './use-claim-plan.ts';

type Balance = RouterOutputs['earnings']['summary']['balances'][number];

/** What the ledger holds for each wallet in each token; claimed one by one or all together. */
export function EarningBalances({ balances }: { balances: Balance[] }) {
  const t = useTranslations('earnings.balances');
  const locale = useLocale();
  const claimPlan = useClaimPlan();
  const open = balances.filter(({ owed }) => owed !== '0');
  return (
    <Card>
      <CardHeading
        title={t('title')}
        actions={
          open.length > 1 && (
            <SendButton tone="accent" plan={claimPlan(open)}>
              {t('claimAll')}
            </SendButton>
          )
        }
      />
      <ScrollRegion label={t('title')}>
        <table className="w-full min-w-xl text-left text-sm">
          <thead className="text-muted text-xs">
            <tr>
              {(['wallet', 'owed', 'claimed', 'credited'] as const).map((column) => (
                <th key={column} className="pr-3 pb-2 font-medium">
                  {t(column)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {balances.map((balance) => {
              const amount = (digits: string) => formatAmount(digits, balance.asset, locale);
              return (
                <tr key={`${balance.wallet} ${balance.asset.address}`} className="border-line border-t">
                  <td className="py-2 pr-3 font-mono text-xs" title={balance.wallet}>
                    {shortAddress(balance.wallet)}
                  </td>
                  <td className="py-2 pr-3 font-semibold">{amount(balance.owed)}</td>
                  <td className="py-2 pr-3">{amount(balance.claimed)}</td>
                  <td className="py-2 pr-3">{amount(balance.credited)}</td>
                  <td className="py-2 text-right">
                    {balance.owed !== '0' && (
                      <SendButton
                        size="small"
                        plan={claimPlan([balance])}
                        aria-label={t('claimOne', {
                          amount: amount(balance.owed),
                          wallet: shortAddress(balance.wallet),
                        })}
                      >
                        {t('claim')}
                      </SendButton>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="mt-3 text-muted text-xs">{t('hint')}</p>
    </Card>
  );
}
