import { getTranslations } from 'next-intl/server';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { ChainClock } from '#app/_wallet/chain/chain-clock.tsx';
import { ReceiptView } from '#app/(studio)/market/_parts/receipt-view.tsx';

export const metadata = { title: 'Receipt' };

export default async function ReceiptPage({ params }: { params: Promise<{ txHash: string }> }) {
  const { txHash } = await params;
  const api = await serverApi();
  const t = await getTranslations('market');
  const receipt = await orNotFound(api.market.receipt({ txHash }));
  return (
    <>
      <PageHeading
        title={t('receipt.title')}
        lead={t('receipt.lead')}
        trail={[{ name: t('title'), href: '/market' }]}
      />
      <ChainClock initial={await api.wallet.clock()} />
      <ReceiptView txHash={txHash} initial={receipt} />
    </>
  );
}
