import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { searchParamsOf } from '#app/_ui/search-params-of.ts';
import { CollectionBrowser } from '#app/(studio)/market/_parts/collections/collection-browser.tsx';
import { collectionPageSize, readCollectionsQuery } from '#app/(studio)/market/_parts/collections/collections-query.ts';

export const metadata = { title: 'Collections' };

interface CollectionsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CollectionsPage({ searchParams }: CollectionsPageProps) {
  const api = await serverApi();
  const t = await getTranslations('market');
  const query = readCollectionsQuery(searchParamsOf(await searchParams));
  const offset = (query.page - 1) * collectionPageSize;
  const found = await api.market.collections({ curator: query.curator, offset, limit: collectionPageSize });
  return (
    <>
      <PageHeading
        title={t('collection.title')}
        lead={t('collection.lead')}
        trail={[{ name: t('title'), href: '/market' }]}
        actions={
          <Button asChild>
            <Link href="/market/curate">{t('curate.link')}</Link>
          </Button>
        }
      />
      <CollectionBrowser found={found} query={query} />
    </>
  );
}
