import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { orNull } from '#app/_trpc/or-null.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { searchParamsOf } from '#app/_ui/search-params-of.ts';
import { MarketBrowser } from './_parts/market-browser.tsx';
import { readMarketQuery } from './_parts/market-query.ts';

export const metadata = { title: 'Market' };

interface MarketPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Above the market; all of them have a page. */
const collectionsInStrip = 6;

export default async function MarketPage({ searchParams }: MarketPageProps) {
  const api = await serverApi();
  const t = await getTranslations('market');
  const query = readMarketQuery(searchParamsOf(await searchParams));
  const slug = query.collection;
  const [found, collections, nodes, me, collection, seat] = await Promise.all([
    api.market.search(query),
    api.market.collections({ limit: collectionsInStrip }),
    api.node.list(),
    api.market.me(),
    slug === null ? null : orNull(api.market.collection({ slug })),
    api.dispute.seat(),
  ]);
  const actions = (
    <>
      {seat && (
        <Button asChild>
          <Link href="/market/disputes">{t('disputes.link')}</Link>
        </Button>
      )}
      {me.isOperator && (
        <Button asChild>
          <Link href="/market/operate">{t('operate.link')}</Link>
        </Button>
      )}
      {me.curator && !me.isOperator && (
        <Button asChild>
          <Link href="/market/curate">{t('curate.link')}</Link>
        </Button>
      )}
    </>
  );
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} actions={actions} />
      <MarketBrowser
        key={JSON.stringify(query)}
        initial={{ query, found }}
        collections={collections}
        collection={collection}
        nodes={nodes.map(({ id, name }) => ({ id, name }))}
      />
    </>
  );
}
