import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { CollectionEditor } from '#app/(studio)/market/_parts/collections/collection-editor.tsx';

export const metadata = { title: 'Your collections' };

export default async function CuratePage() {
  const api = await serverApi();
  const t = await getTranslations('market');
  const { curator } = await api.market.me();
  if (!curator || curator.hasEnded) return <NotCurating name={curator?.name ?? null} />;
  const collections = await api.market.ownCollections();
  return (
    <>
      <PageHeading
        title={t('curate.title')}
        lead={t('curate.lead', { name: curator.name || t('collection.operator') })}
        trail={[{ name: t('title'), href: '/market' }]}
      />
      <CollectionEditor initial={collections} />
    </>
  );
}

/** For who doesn't curate, or not any more: how one does, and what became of the collections. */
async function NotCurating({ name }: { name: string | null }) {
  const t = await getTranslations('market');
  return (
    <>
      <PageHeading title={t('curate.title')} trail={[{ name: t('title'), href: '/market' }]} />
      <p className="mb-4 max-w-xl text-muted">{name === null ? t('curate.notYours') : t('curate.ended', { name })}</p>
      <Button tone="accent" asChild>
        <Link href="/market">{t('notFound.market')}</Link>
      </Button>
    </>
  );
}
