import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { MarketBrowser } from './_parts/market-browser.tsx';
import { readMarketQuery } from './_parts/market-query.ts';

export const metadata = { title: 'Market' };

interface MarketPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function MarketPage({ searchParams }: MarketPageProps) {
  const api = await serverApi();
  const t = await getTranslations('market');
  const query = readMarketQuery(new URLSearchParams(flatten(await searchParams)));
  const [found, collections, nodes, me, seat] = await Promise.all([
    api.market.search(query),
    api.market.collections(),
    api.node.list(),
    api.market.me(),
    api.dispute.seat(),
  ]);
  const actions = (me.isOperator || seat) && (
    <div className="flex flex-wrap gap-2">
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
    </div>
  );
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} actions={actions} />
      <MarketBrowser
        initial={{ query, found }}
        collections={collections}
        nodes={nodes.map(({ id, name }) => ({ id, name }))}
      />
    </>
  );
}

function flatten(params: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(params).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined ? [] : [[name, first] as [string, string]];
  });
}
