import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { CoverArt } from '#app/_market/cover-art.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CuratorLink } from './curator-link.tsx';

interface CollectionCardProps {
  collection: RouterOutputs['market']['collections']['collections'][number];
}

/** A collection as lists show it: pictures of what comes first, its name, and who curates it. */
export function CollectionCard({ collection }: CollectionCardProps) {
  const t = useTranslations('market.collection');
  const { slug, title, description, curator, count, covers } = collection;
  return (
    <div className="relative flex h-full flex-col overflow-hidden rounded-lg border border-line bg-surface hover:border-accent">
      <div className="flex gap-px">
        {covers.map(({ componentId, kind, coverPath }) => (
          <div key={componentId} className="min-w-0 flex-1">
            <CoverArt kind={kind} seed={componentId} coverPath={coverPath} />
          </div>
        ))}
      </div>
      <div className="flex flex-1 flex-col gap-1 p-4">
        <h3 className="line-clamp-2 break-words font-semibold">
          <Link href={`/market/collections/${slug}`} className="after:absolute after:inset-0">
            {title}
          </Link>
        </h3>
        <p className="line-clamp-2 flex-1 break-words text-muted text-sm">{description}</p>
        <p className="break-words text-muted text-xs">
          {t.rich('countBy', {
            count,
            name: curator.domainName ?? t('operator'),
            who: (chunks) => <CuratorLink domainName={curator.domainName}>{chunks}</CuratorLink>,
          })}
        </p>
      </div>
    </div>
  );
}
