'use client';
import { Library } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { SelectField } from '#app/_ui/field.tsx';
import { Pager } from '#app/_ui/pager.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CollectionCard } from './collection-card.tsx';
import { type CollectionsQuery, collectionPageSize, collectionsAddress } from './collections-query.ts';

interface CollectionBrowserProps {
  found: RouterOutputs['market']['collections'];
  query: CollectionsQuery;
}

/** All collections, or those of one curator; what is chosen stands in the address. */
export function CollectionBrowser({ found, query }: CollectionBrowserProps) {
  const t = useTranslations('market.collection');
  const router = useRouter();
  const go = (part: Partial<CollectionsQuery>) => router.push(collectionsAddress({ curator: query.curator, ...part }));
  const { collections, curators, total } = found;
  const isUnknown = query.curator !== null && !curators.some(({ slug }) => slug === query.curator);
  if (curators.length === 0 && query.curator === null) {
    return <EmptyState picture={<Library className="size-12" />} title={t('none')} lead={t('noneLead')} />;
  }
  return (
    <div className="space-y-5">
      <div className="max-w-sm">
        <SelectField
          label={t('curator')}
          value={query.curator ?? ''}
          onChange={(event) => go({ curator: event.target.value || null })}
        >
          <option value="">{t('everybody')}</option>
          {isUnknown && <option value={query.curator ?? ''}>{query.curator}</option>}
          {curators.map(({ slug, domainName, count }) => (
            <option key={slug} value={slug}>
              {t('curatorCount', { name: domainName ?? t('operator'), count })}
            </option>
          ))}
        </SelectField>
      </div>
      {collections.length === 0 ? (
        <EmptyState
          picture={<Library className="size-12" />}
          title={t('noneOfThem')}
          lead={t('noneOfThemLead')}
          action={<Button onClick={() => go({ curator: null })}>{t('showAll')}</Button>}
        />
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {collections.map((collection) => (
            <li key={collection.slug}>
              <CollectionCard collection={collection} />
            </li>
          ))}
        </ul>
      )}
      <Pager total={total} pageSize={collectionPageSize} page={query.page} onPage={(page) => go({ page })} />
    </div>
  );
}
