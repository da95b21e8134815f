import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RouterOutputs } from '#server/api/router.ts';
import { collectionsAddress } from './collections/collections-query.ts';

/** On somebody's page as a creator: the domains they operate, and what is curated under each name. */
export function PersonDomains({ domains }: { domains: RouterOutputs['market']['creator']['domains'] }) {
  const t = useTranslations('market.creator');
  if (domains.length === 0) return null;
  return (
    <section aria-label={t('domains')} className="mb-6">
      <h2 className="mb-2 font-semibold">{t('domains')}</h2>
      <ul className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        {domains.map(({ name, collections }) => (
          <li key={name} className="flex flex-wrap gap-x-2 break-words">
            <Link href={`/domains/${name}`} className="text-accent underline">
              {name}
            </Link>
            {collections > 0 && (
              <Link href={collectionsAddress({ curator: name })} className="text-muted underline">
                {t('collections', { count: collections })}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
