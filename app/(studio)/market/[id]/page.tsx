import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { AddToCollection } from '#app/(studio)/market/_parts/collections/add-to-collection.tsx';
import { ComponentView } from '#app/(studio)/market/_parts/component-view.tsx';

interface ComponentPageProps {
  params: Promise<{ id: string }>;
}

/** The window's title. */
export async function generateMetadata({ params }: ComponentPageProps): Promise<Metadata> {
  const { id } = await params;
  const api = await serverApi();
  return { title: (await orNotFound(api.market.page({ id }))).name };
}

export default async function ComponentPage({ params }: ComponentPageProps) {
  const { id } = await params;
  const api = await serverApi();
  const t = await getTranslations('market');
  const [page, { curator }] = await Promise.all([orNotFound(api.market.page({ id })), api.market.me()]);
  const { name, componentId, summary, takenDownReason } = page;
  const isCurating = takenDownReason === null && curator.names.some(({ stopReason }) => stopReason === null);
  return (
    <>
      <PageHeading
        title={name}
        lead={summary}
        trail={[{ name: t('title'), href: '/market' }]}
        actions={isCurating && <AddToCollection componentId={componentId} name={name} />}
      />
      <ComponentView id={id} initial={page} />
    </>
  );
}
