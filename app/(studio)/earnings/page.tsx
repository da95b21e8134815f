import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { ChainClock } from '#app/_wallet/chain/chain-clock.tsx';
import { EarningOverview } from './_parts/earning-overview.tsx';

export const metadata = { title: 'Earnings' };

export default async function EarningsPage() {
  const api = await serverApi();
  const t = await getTranslations('earnings');
  const [summary, wallets, history] = await Promise.all([
    api.earnings.summary(),
    api.wallet.list(),
    api.earnings.history({}),
  ]);
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} />
      <ChainClock initial={await api.wallet.clock()} />
      <EarningOverview initial={summary} history={history} hasWallet={wallets.length > 0} />
    </>
  );
}
