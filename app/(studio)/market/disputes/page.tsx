import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { ChainClock } from '#app/_wallet/chain/chain-clock.tsx';
import { DisputeDesk } from './_parts/dispute-desk.tsx';

export const metadata = { title: 'Disputes' };

export default async function DisputesPage() {
  const api = await serverApi();
  const t = await getTranslations('market');
  const trail = [{ name: t('title'), href: '/market' }];
  if (!(await api.dispute.seat())) {
    return (
      <>
        <PageHeading title={t('disputes.title')} trail={trail} />
        <p className="mb-4 max-w-xl text-muted">{t('disputes.notYours')}</p>
        <Button tone="accent" asChild>
          <Link href="/market">{t('notFound.market')}</Link>
        </Button>
      </>
    );
  }
  return (
    <>
      <PageHeading title={t('disputes.title')} lead={t('disputes.lead')} trail={trail} />
      <ChainClock initial={await api.wallet.clock()} />
      <DisputeDesk initial={await api.dispute.list()} />
    </>
  );
}
