'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Store } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useDeferredValue } from 'react';
import { ComponentCard } from '#app/_market/component-card.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { writeAddress } from '#app/_ui/write-address.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { CollectionStrip } from './collection-strip.tsx';
import { MarketFilterBar } from './market-filter-bar.tsx';
import { type MarketFilters, marketPageSize, readMarketFilters, readMarketQuery } from './market-query.ts';

type Found = RouterOutputs['market']['search'];
type Query = ReturnType<typeof readMarketQuery>;

interface MarketBrowserProps {
  initial: { query: Query; found: Found };
  collections: RouterOutputs['market']['collections'];
  nodes: { id: string; name: string }[];
}

/** Search, filters and cards; all that is chosen stands in the address. */
export function MarketBrowser({ initial, collections, nodes }: MarketBrowserProps) {
  const t = useTranslations('market');
  const address = useSearchParams();
  const filters = readMarketFilters(address);
  const query = useDeferredValue(readMarketQuery(address), initial.query);
  const isFirst = JSON.stringify(query) === JSON.stringify(initial.query);
  const search = useQuery({
    ...useTRPC().market.search.queryOptions(query),
    placeholderData: keepPreviousData,
    ...(isFirst ? { initialData: initial.found } : {}),
  });
  const found = search.data ?? initial.found;
  const collection = collections.find(({ slug }) => slug === filters.collection);

  function change(part: Partial<Record<keyof MarketFilters, string>>) {
    for (const [name, value] of Object.entries(part)) writeAddress(name, value === '' ? null : value);
    if (!('page' in part)) writeAddress('page', null);
  }

  if (found.total === 0 && !isNarrowed(filters) && collections.length === 0) {
    return <EmptyState picture={<Store className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />;
  }
  return (
    <div className="space-y-5">
      {!isNarrowed(filters) && <CollectionStrip collections={collections} />}
      {collection && (
        <section className="rounded-lg border border-line bg-surface p-4">
          <h2 className="font-semibold">{collection.title}</h2>
          <p className="text-muted text-sm">{collection.description}</p>
          <Button size="small" className="mt-2" onClick={() => change({ collection: '' })}>
            {t('collection.leave')}
          </Button>
        </section>
      )}
      <MarketFilterBar filters={filters} found={found} nodes={nodes} onChange={change} />
      {search.error ? (
        <ErrorPanel message={search.error.message} onRetry={() => void search.refetch()} />
      ) : (
        <Results
          found={found}
          page={filters.page}
          onPage={(page) => change({ page: page === 1 ? '' : String(page) })}
        />
      )}
    </div>
  );
}

function isNarrowed(filters: MarketFilters): boolean {
  const { sort: _sort, price, ...others } = filters;
  return (
    price !== 'any' ||
    others.page > 1 ||
    Object.values(others).some((value) => typeof value === 'string' && value !== '')
  );
}

interface ResultsProps {
  found: Found;
  page: number;
  onPage: (page: number) => void;
}

function Results({ found, page, onPage }: ResultsProps) {
  const t = useTranslations('market');
  const first = (page - 1) * marketPageSize;
  return (
    <>
      <p role="status" className="text-muted text-sm">
        {t('found', { count: found.total })}
      </p>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {found.listings.map((listing) => (
          <li key={listing.componentId}>
            <ComponentCard listing={listing} />
          </li>
        ))}
      </ul>
      {found.total > marketPageSize && (
        <nav aria-label={t('pages.label')} className="flex items-center justify-center gap-3">
          <Button size="small" disabled={page === 1} onClick={() => onPage(page - 1)}>
            {t('pages.before')}
          </Button>
          <span className="text-muted text-sm">
            {t('pages.present', {
              first: first + 1,
              last: Math.min(first + marketPageSize, found.total),
              total: found.total,
            })}
          </span>
          <Button size="small" disabled={first + marketPageSize >= found.total} onClick={() => onPage(page + 1)}>
            {t('pages.next')}
          </Button>
        </nav>
      )}
    </>
  );
}
