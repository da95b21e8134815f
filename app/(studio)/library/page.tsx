import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { ChainClock } from '#app/_wallet/chain/chain-clock.tsx';
import { LibraryList } from './_parts/library-list.tsx';
import { PurchaseList } from './_parts/purchase-list.tsx';

export const metadata = { title: 'Library' };

export default async function LibraryPage() {
  const api = await serverApi();
  const t = await getTranslations('library');
  const [entries, purchases, resales] = await Promise.all([
    api.library.list(),
    api.library.purchases(),
    api.library.resalePurchases(),
  ]);
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} />
      <ChainClock initial={await api.wallet.clock()} />
      <div className="space-y-8">
        <LibraryList initial={entries} />
        <PurchaseList initial={purchases} resales={resales} />
      </div>
    </>
  );
}
