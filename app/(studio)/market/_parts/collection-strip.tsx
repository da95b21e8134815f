import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RouterOutputs } from '#server/api/router.ts';

/** What the operator of this studio shows together. */
export function CollectionStrip({ collections }: { collections: RouterOutputs['market']['collections'] }) {
  const t = useTranslations('market.collection');
  const shown = collections.filter(({ listings }) => listings.length > 0);
  if (shown.length === 0) return null;
  return (
    <section aria-label={t('title')}>
      <h2 className="mb-2 font-semibold">{t('title')}</h2>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map(({ slug, title, description, listings }) => (
          <li key={slug} className="relative rounded-lg border border-line bg-surface p-4 hover:border-accent">
            <h3 className="font-semibold">
              <Link href={`/market?collection=${slug}`} className="after:absolute after:inset-0">
                {title}
              </Link>
            </h3>
            <p className="line-clamp-2 text-muted text-sm">{description}</p>
            <p className="mt-1 text-muted text-xs">{t('count', { count: listings.length })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
