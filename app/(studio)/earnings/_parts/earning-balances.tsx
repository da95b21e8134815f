'use client';
import { useTranslations } from 'next-intl';
import { Money } from '#app/_market/money.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import { type Balance, EarningTotals } from './earning-totals.tsx';
import { useEarningWords } from './use-earning-words.ts';

interface EarningBalancesProps {
  balances: Balance[];
  /** A claim is confirmed, and the studio has not read it from the chain yet. */
  isWaiting: boolean;
  planOf: (balances: Balance[]) => SendPlan;
}

/** What the ledger holds for each wallet in each token; claimed one by one or all together. */
export function EarningBalances({ balances, isWaiting, planOf }: EarningBalancesProps) {
  const t = useTranslations('earnings.balances');
  const open = balances.filter(({ owed }) => owed !== '0');
  return (
    <Card>
      <CardHeading
        title={t('title')}
        actions={
          open.length > 1 &&
          !isWaiting && (
            <SendButton tone="accent" plan={planOf(open)}>
              {t('claimAll')}
            </SendButton>
          )
        }
      />
      <EarningTotals balances={balances} />
      <ScrollRegion label={t('title')}>
        <table className="w-full min-w-lg text-left text-sm">
          <thead className="text-muted text-xs">
            <tr>
              <Head name={t('wallet')} />
              <Head name={t('owed')} />
              <td />
              <Head name={t('claimed')} />
              <Head name={t('credited')} />
            </tr>
          </thead>
          <tbody>
            {balances.map((balance) => (
              <BalanceRow
                key={`${balance.wallet} ${balance.asset.address}`}
                balance={balance}
                plan={isWaiting || balance.owed === '0' ? null : planOf([balance])}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {isWaiting && <Notice>{t('waiting')}</Notice>}
      <p className="mt-3 text-muted text-xs">{t('hint')}</p>
    </Card>
  );
}

function Head({ name }: { name: string }) {
  return (
    <th scope="col" className="pr-3 pb-2 font-medium">
      {name}
    </th>
  );
}

/** The button stands beside what it pays out, where a phone shows it too. */
function BalanceRow({ balance, plan }: { balance: Balance; plan: SendPlan | null }) {
  const t = useTranslations('earnings.balances');
  const { amount } = useEarningWords();
  const { wallet, asset, owed, claimed, credited } = balance;
  return (
    <tr className="border-line border-t">
      <td className="py-2 pr-3 font-mono text-xs" title={wallet}>
        {shortAddress(wallet)}
      </td>
      <td className="py-2 pr-3">
        <Money amount={owed} asset={asset} />
      </td>
      <td className="py-2 pr-3">
        {plan && (
          <SendButton
            size="small"
            plan={plan}
            aria-label={t('claimOne', { amount: amount(owed, asset), wallet: shortAddress(wallet) })}
          >
            {t('claim')}
          </SendButton>
        )}
      </td>
      <td className="py-2 pr-3">
        <Money amount={claimed} asset={asset} />
      </td>
      <td className="py-2 pr-3">
        <Money amount={credited} asset={asset} />
      </td>
    </tr>
  );
}
