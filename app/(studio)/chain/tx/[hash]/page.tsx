import { getTranslations } from 'next-intl/server';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { TransactionView } from '#app/_wallet/chain/transaction-view.tsx';

export const metadata = { title: 'Transaction' };

interface TransactionPageProps {
  params: Promise<{ hash: string }>;
}

export default async function TransactionPage({ params }: TransactionPageProps) {
  const { hash } = await params;
  const api = await serverApi();
  const t = await getTranslations('chain');
  const initial = await orNotFound(api.wallet.transaction({ hash }));
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} />
      <TransactionView initial={initial} />
    </>
  );
}
