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
  const [found, collections, nodes, me, seat, collection] = await Promise.all([
    api.market.search(query),
    api.market.collections({ limit: collectionsInStrip }),
    api.node.list(),
    api.market.me(),
    api.dispute.seat(),
    slug === null ? null : orNull(api.market.collection({ slug })),
  ]);
  const desks = [
    { path: '/market/disputes', words: 'disputes.link', isMine: seat !== null },
    { path: '/market/operate', words: 'operate.link', isMine: me.isOperator },
    {
      path: '/market/curate',
      words: 'curate.link',
      isMine: !me.isOperator && me.curator.names.length + me.curator.collections > 0,
    },
  ].filter(({ isMine }) => isMine);
  const actions = desks.length > 0 && (
    <div className="flex flex-wrap gap-2">
      {desks.map(({ path, words }) => (
        <Button key={path} asChild>
          <Link href={path}>{t(words)}</Link>
        </Button>
      ))}
    </div>
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
