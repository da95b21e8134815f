import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

/** What the creator of a bought agent made it with and this draft is without, and the way to it. Nothing where nothing is missing. */
export function MissingParts({ parts }: { parts: RouterOutputs['library']['missingParts'] }) {
  const t = useTranslations('agents.missing');
  const kinds = useTranslations('market.kind');
  if (parts.length === 0) return null;
  return (
    <div className="mb-6">
      <Notice tone="warn" title={t('title')}>
        <ul className="my-2 list-disc space-y-1 pl-5">
          {parts.map(({ kind, name, state, deedId }) => (
            <li key={`${kind}-${name}`} className="break-words">
              {kinds(kind)} <span className="font-medium">{name}</span>: {t(`state.${state}`)}{' '}
              {state === 'lacking' && deedId !== null && (
                <Link href={`/market/${deedId}`} className="underline">
                  {t('buy', { number: deedId })}
                </Link>
              )}
            </li>
          ))}
        </ul>
        <p>{t('lead')}</p>
      </Notice>
    </div>
  );
}
