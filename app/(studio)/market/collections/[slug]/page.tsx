import type { Metadata } from 'next';
import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { ComponentCard } from '#app/_market/component-card.tsx';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { collectionsAddress } from '#app/(studio)/market/_parts/collections/collections-query.ts';
import { CuratedBy } from '#app/(studio)/market/_parts/collections/curated-by.tsx';

interface CollectionPageProps {
  params: Promise<{ slug: string }>;
}

/** The window's title. */
export async function generateMetadata({ params }: CollectionPageProps): Promise<Metadata> {
  const { slug } = await params;
  const api = await serverApi();
  return { title: (await orNotFound(api.market.collection({ slug }))).title };
}

export default async function CollectionPage({ params }: CollectionPageProps) {
  const { slug } = await params;
  const api = await serverApi();
  const [t, format] = await Promise.all([getTranslations('market'), getFormatter()]);
  const collection = await orNotFound(api.market.collection({ slug }));
  const { title, description, curator, listings, updatedAt, isMine } = collection;
  const trail = [
    { name: t('title'), href: '/market' },
    { name: t('collection.title'), href: '/market/collections' },
  ];
  const actions = (
    <>
      {listings.length > 1 && (
        <Button asChild>
          <Link href={`/market?collection=${slug}`}>{t('collection.search')}</Link>
        </Button>
      )}
      {isMine && (
        <Button asChild>
          <Link href="/market/curate">{t('collection.change')}</Link>
        </Button>
      )}
    </>
  );
  return (
    <>
      <PageHeading title={title} lead={description} trail={trail} actions={actions} />
      <p className="mb-6 flex flex-wrap gap-x-4 gap-y-1 break-words text-muted text-sm">
        <span>
          <CuratedBy curator={curator} />
        </span>
        <Link href={collectionsAddress({ curator: curator.slug })} className="text-accent underline">
          {t('collection.others')}
        </Link>
        <span>
          {t('collection.facts', {
            count: listings.length,
            when: format.dateTime(updatedAt, { dateStyle: 'medium' }),
          })}
        </span>
      </p>
      {listings.length === 0 && <p className="text-muted">{t('collection.empty')}</p>}
      <ol className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {listings.map((listing) => (
          <li key={listing.componentId}>
            <ComponentCard listing={listing} />
          </li>
        ))}
      </ol>
    </>
  );
}
