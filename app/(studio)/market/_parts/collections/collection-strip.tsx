import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RouterOutputs } from '#server/api/router.ts';
import { CollectionCard } from './collection-card.tsx';

/** What curators show together, above the market: those last changed, and the way to all. */
export function CollectionStrip({ found }: { found: RouterOutputs['market']['collections'] }) {
  const t = useTranslations('market.collection');
  const { collections, total } = found;
  if (collections.length === 0) return null;
  return (
    <section aria-label={t('title')}>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-semibold">{t('title')}</h2>
        <Link href="/market/collections" className="text-accent text-sm underline">
          {t('all', { count: total })}
        </Link>
      </div>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {collections.map((collection) => (
          <li key={collection.slug}>
            <CollectionCard collection={collection} />
          </li>
        ))}
      </ul>
    </section>
  );
}
