'use client';
import { CircleCheck, Lock } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { CoverArt } from './cover-art.tsx';
import { Price } from './price.tsx';
import { RatingMark } from './rating-mark.tsx';

type Listing = RouterOutputs['market']['search']['listings'][number];

/** A component as lists of the market show it. */
export function ComponentCard({ listing }: { listing: Listing }) {
  const t = useTranslations('market');
  const format = useFormatter();
  const { id, kind, name, summary, creator, creatorName, sales } = listing;
  return (
    <Card className="relative flex h-full flex-col overflow-hidden p-0 hover:border-accent">
      <CoverArt kind={kind} seed={listing.componentId} coverPath={listing.coverPath} />
      <div className="flex flex-1 flex-col gap-2 p-4">
        <div>
          <h2 className="line-clamp-2 break-words font-semibold">
            <Link href={`/market/${id}`} className="after:absolute after:inset-0">
              {name}
            </Link>
          </h2>
          <p className="truncate text-muted text-xs">{t('card.by', { name: creatorName || creator })}</p>
        </div>
        <p className="line-clamp-2 flex-1 break-words text-muted text-sm">{summary}</p>
        <div className="flex flex-wrap gap-1.5">
          <Badge tone="accent">{t(`kind.${kind}`)}</Badge>
          <Badge>{listing.licence === 'own' ? t('licence.own') : listing.licence}</Badge>
          {listing.isPrivate && (
            <Badge>
              <Lock className="size-3" aria-hidden="true" /> {t('card.private')}
            </Badge>
          )}
          {listing.canTry && <Badge tone="good">{t('card.try')}</Badge>}
          <FitMark fits={listing.fitsNode} />
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <RatingMark rating={listing.rating} />
          <span className="text-muted text-xs">{t('card.sales', { count: sales })}</span>
          <span className="text-muted text-xs">
            {t('card.updated', { when: format.dateTime(listing.updatedAt, { dateStyle: 'medium' }) })}
          </span>
        </div>
        <p className="border-line border-t pt-2 text-sm">
          <CardPrice listing={listing} />
          {listing.askBps > 0 && (
            <span className="block text-muted text-xs">{t('card.asks', { share: listing.askBps / 10_000 })}</span>
          )}
        </p>
      </div>
    </Card>
  );
}

function FitMark({ fits }: { fits: boolean | null }) {
  const t = useTranslations('market.card');
  if (fits === null) return null;
  return fits ? (
    <Badge tone="good">
      <CircleCheck className="size-3" aria-hidden="true" /> {t('fits')}
    </Badge>
  ) : (
    <Badge tone="warn">{t('tooLarge')}</Badge>
  );
}

/** The price of one licence in each coin it is sold for, or how else it is paid for. */
function CardPrice({ listing }: { listing: Listing }) {
  const t = useTranslations('market.card');
  const { kind, offers, preset } = listing;
  const perSeat = kind === 'dataset' ? 'perCopy' : 'perNode';
  const scope = offers[0]?.scope;
  if (scope === undefined) {
    return <span className="text-muted">{t(preset === 'hosted' ? 'hosted' : 'notSold')}</span>;
  }
  const same = offers.filter((offer) => offer.scope === scope);
  return (
    <>
      {same.map(({ asset, price }, index) => (
        <span key={asset}>
          {index > 0 && <span className="text-muted">{t('or')} </span>}
          <Price amount={price} asset={asset} />{' '}
        </span>
      ))}
      <span className="text-muted text-xs">{t(scope === licenceScopes.seat ? perSeat : 'perDomain')}</span>
    </>
  );
}
