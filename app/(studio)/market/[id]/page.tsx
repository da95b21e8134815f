import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
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
  const page = await orNotFound(api.market.page({ id }));
  return (
    <>
      <PageHeading title={page.name} lead={page.summary} trail={[{ name: t('title'), href: '/market' }]} />
      <ComponentView id={id} initial={page} />
    </>
  );
}
