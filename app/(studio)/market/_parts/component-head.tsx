'use client';
import { CircleCheck, Lock } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { CoverArt } from '#app/_market/cover-art.tsx';
import { RatingMark } from '#app/_market/rating-mark.tsx';
import { Badge } from '#app/_ui/badge.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { ChangeCover } from './change-cover.tsx';
import type { Page } from './component-view.tsx';

/** Its picture, who made it, and what it holds in numbers. */
export function ComponentHead({ page }: { page: Page }) {
  const t = useTranslations('market');
  const format = useFormatter();
  const { creator, creatorName, kind } = page;
  return (
    <section aria-label={page.name} className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="relative">
        <CoverArt kind={kind} seed={page.componentId} coverPath={page.coverPath} isLarge />
        {page.mine.isCreator && <ChangeCover page={page} />}
      </div>
      <div className="space-y-3 p-4">
        <div className="flex flex-wrap gap-1.5">
          <Badge tone="accent">{t(`kind.${kind}`)}</Badge>
          {page.deedId && <Badge>{t('page.deed', { number: page.deedId })}</Badge>}
          <Badge>{page.licence === 'own' ? t('licence.own') : page.licence}</Badge>
          {page.isPrivate && (
            <Badge>
              <Lock className="size-3" aria-hidden="true" /> {t('card.private')}
            </Badge>
          )}
          {page.fitsNode && (
            <Badge tone="good">
              <CircleCheck className="size-3" aria-hidden="true" /> {t('card.fits')}
            </Badge>
          )}
        </div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Link href={`/creators/${creator}`} className="text-accent underline" title={creator}>
            {creatorName || shortAddress(creator)}
          </Link>
          <RatingMark rating={page.rating} />
          <span className="text-muted text-xs">{t('card.sales', { count: page.sales })}</span>
          <span className="text-muted text-xs">
            {t('page.listed', { when: format.dateTime(page.listedAt, { dateStyle: 'medium' }) })}
          </span>
        </p>
        {page.contents.length > 0 && (
          <dl className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
            {page.contents.map(({ label, value }) => (
              <div key={`${label}-${value}`} className="min-w-0">
                <dt className="text-muted text-xs">{t(`contents.${label}`)}</dt>
                <dd className="break-words font-medium">
                  {/^\d+$/.test(value) ? format.number(Number(value)) : value}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {page.tags.length > 0 && (
          <ul aria-label={t('page.tags')} className="flex flex-wrap gap-1.5">
            {page.tags.map((tag) => (
              <li key={tag}>
                <Link
                  href={`/market?q=${encodeURIComponent(tag)}`}
                  className="rounded-full border border-line px-2 py-0.5 text-accent text-xs hover:bg-accent-soft"
                >
                  {tag}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
