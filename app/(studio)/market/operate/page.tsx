import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { CollectionEditor } from '#app/(studio)/market/_parts/collections/collection-editor.tsx';
import { CuratorDesk } from '#app/(studio)/market/_parts/collections/curator-desk.tsx';
import { ReportDesk } from '#app/(studio)/market/_parts/report-desk.tsx';

export const metadata = { title: 'Run the market' };

export default async function OperatePage() {
  const api = await serverApi();
  const t = await getTranslations('market');
  const { isOperator, curator } = await api.market.me();
  if (!isOperator) return <NotYours />;
  const [reports, curators, collections] = await Promise.all([
    api.market.reports(),
    api.market.curators(),
    api.market.ownCollections(),
  ]);
  const names = curator.names.filter(({ stopReason }) => stopReason === null);
  return (
    <>
      <PageHeading
        title={t('operate.title')}
        lead={t('operate.lead')}
        trail={[{ name: t('title'), href: '/market' }]}
      />
      <div className="space-y-6">
        <ReportDesk initial={reports} />
        <CuratorDesk initial={curators} />
        <CollectionEditor initial={collections} names={names.map(({ domainName }) => domainName)} />
      </div>
    </>
  );
}

/** For everybody but the operator: whose page this is, and what they can do instead. */
async function NotYours() {
  const t = await getTranslations('market');
  return (
    <>
      <PageHeading title={t('operate.title')} trail={[{ name: t('title'), href: '/market' }]} />
      <p className="mb-4 max-w-xl text-muted">{t('operate.notYours')}</p>
      <Button tone="accent" asChild>
        <Link href="/market">{t('notFound.market')}</Link>
      </Button>
    </>
  );
}
