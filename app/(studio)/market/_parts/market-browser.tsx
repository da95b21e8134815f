'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { SearchX, Store } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useDeferredValue } from 'react';
import { ComponentCard } from '#app/_market/component-card.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { Pager } from '#app/_ui/pager.tsx';
import { writeQuery } from '#app/_ui/write-query.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { CollectionStrip } from './collections/collection-strip.tsx';
import { CuratedBy } from './collections/curated-by.tsx';
import { MarketFilterBar } from './market-filter-bar.tsx';
import { type MarketFilters, marketPageSize, readMarketFilters, readMarketQuery } from './market-query.ts';
import { useTypedWords } from './use-typed-words.ts';

type Found = RouterOutputs['market']['search'];
type Query = ReturnType<typeof readMarketQuery>;

interface MarketBrowserProps {
  initial: { query: Query; found: Found };
  collections: RouterOutputs['market']['collections'];
  /** The one that is searched in. */
  collection: RouterOutputs['market']['collection'] | null;
  nodes: { id: string; name: string }[];
}

/** Search, filters and cards; all that is chosen stands in the address. */
export function MarketBrowser({ initial, collections, collection, nodes }: MarketBrowserProps) {
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
  const [words, setWords] = useTypedWords(filters.q);

  function change(part: Partial<Record<keyof MarketFilters, string>>) {
    if (part.q !== undefined) setWords(part.q);
    // Each choice is a step that the browser's way back undoes; words being typed are one.
    writeQuery({ page: '', ...part }, Object.keys(part).join() === 'q' ? 'replace' : 'push');
  }

  function clear() {
    change(Object.fromEntries(Object.keys(filters).map((name) => [name, ''])));
  }

  if (found.total === 0 && !isNarrowed(filters) && collections.total === 0) {
    return <EmptyState picture={<Store className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />;
  }
  return (
    <div className="space-y-5">
      {!isNarrowed(filters) && <CollectionStrip found={collections} />}
      {collection?.slug === filters.collection && (
        <CollectionHead collection={collection} onLeave={() => change({ collection: '' })} />
      )}
      <MarketFilterBar words={words} filters={filters} found={found} nodes={nodes} onChange={change} />
      {search.error ? (
        <ErrorPanel message={search.error.message} onRetry={() => void search.refetch()} />
      ) : (
        <Results
          found={found}
          page={filters.page}
          isWaiting={search.isPlaceholderData}
          onClear={clear}
          onPage={(page) => change({ page: page === 1 ? '' : String(page) })}
        />
      )}
    </div>
  );
}

interface CollectionHeadProps {
  collection: RouterOutputs['market']['collection'];
  onLeave: () => void;
}

function CollectionHead({ collection, onLeave }: CollectionHeadProps) {
  const t = useTranslations('market.collection');
  return (
    <section aria-label={collection.title} className="rounded-lg border border-line bg-surface p-4">
      <h2 className="break-words font-semibold">{collection.title}</h2>
      <p className="break-words text-muted text-sm">
        <CuratedBy curator={collection.curator} />
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="small" asChild>
          <Link href={`/market/collections/${collection.slug}`}>{t('page')}</Link>
        </Button>
        <Button size="small" onClick={onLeave}>
          {t('leave')}
        </Button>
      </div>
    </section>
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
  /** These are still the results of the question before. */
  isWaiting: boolean;
  onClear: () => void;
  onPage: (page: number) => void;
}

function Results({ found, page, isWaiting, onClear, onPage }: ResultsProps) {
  const t = useTranslations('market');
  if (found.listings.length === 0 && found.total > 0) {
    return (
      <EmptyState
        picture={<SearchX className="size-12" />}
        title={t('past.title')}
        lead={t('past.lead', { count: found.total })}
        action={<Button onClick={() => onPage(1)}>{t('past.first')}</Button>}
      />
    );
  }
  if (found.listings.length === 0) {
    return (
      <EmptyState
        picture={<SearchX className="size-12" />}
        title={t('nothing.title')}
        lead={t('nothing.lead')}
        action={<Button onClick={onClear}>{t('nothing.clear')}</Button>}
      />
    );
  }
  return (
    <>
      <p role="status" className="text-muted text-sm">
        {t('found', { count: found.total })}
      </p>
      <ul aria-busy={isWaiting} className="grid gap-4 aria-busy:opacity-60 sm:grid-cols-2 lg:grid-cols-3">
        {found.listings.map((listing) => (
          <li key={listing.componentId}>
            <ComponentCard listing={listing} />
          </li>
        ))}
      </ul>
      <Pager total={found.total} pageSize={marketPageSize} page={page} onPage={onPage} />
    </>
  );
}
