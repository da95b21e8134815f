import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { searchParamsOf } from '#app/_ui/search-params-of.ts';
import { DomainBrowser } from './_parts/domain-browser.tsx';
import { readDomainsQuery } from './_parts/domains-query.ts';

export const metadata = { title: 'Domains' };

interface DomainsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DomainsPage({ searchParams }: DomainsPageProps) {
  const api = await serverApi();
  const t = await getTranslations('domains');
  const query = readDomainsQuery(searchParamsOf(await searchParams));
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} />
      <DomainBrowser found={await api.domain.list(query)} query={query} />
    </>
  );
}
