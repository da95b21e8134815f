import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { DomainView } from '#app/(studio)/domains/_parts/domain-view.tsx';

interface DomainPageProps {
  params: Promise<{ name: string }>;
}

/** The window's title. */
export async function generateMetadata({ params }: DomainPageProps): Promise<Metadata> {
  return { title: (await params).name };
}

export default async function DomainPage({ params }: DomainPageProps) {
  const { name } = await params;
  const api = await serverApi();
  const t = await getTranslations('domains');
  const domain = await orNotFound(api.domain.get({ name }));
  return (
    <>
      <PageHeading title={domain.name} trail={[{ name: t('title'), href: '/domains' }]} />
      <DomainView initial={domain} />
    </>
  );
}
