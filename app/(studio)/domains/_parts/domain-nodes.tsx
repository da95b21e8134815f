'use client';
import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import type { DomainPage } from './domain-view.tsx';
import { PlaceActs } from './operator/place-acts.tsx';
import { PlaceWords } from './place-words.tsx';

const inside = new Set<string>(['in', 'leaving']);

/** The nodes that are in; for the operator with what they may do about each, and those that are not any more. */
export function DomainNodes({ domain }: { domain: DomainPage }) {
  const t = useTranslations('domains');
  const { places } = domain;
  const present = places.filter(({ state }) => inside.has(state));
  const past = places.filter(({ state }) => !inside.has(state) && state !== 'asked');
  return (
    <Card className="space-y-3">
      <CardHeading title={t('nodes.title')} actions={<Badge>{present.length}</Badge>} />
      {present.length === 0 && <p className="text-muted text-sm">{t('nodes.none')}</p>}
      <PlaceList domain={domain} places={present} />
      {past.length > 0 && (
        <Fold title={t('operate.past')}>
          <PlaceList domain={domain} places={past} />
        </Fold>
      )}
    </Card>
  );
}

function PlaceList({ domain, places }: { domain: DomainPage; places: DomainPage['places'] }) {
  const t = useTranslations('domains.nodes');
  const own = new Set(domain.ownNodes.map(({ address }) => address.toLowerCase()));
  return (
    <ul className="space-y-4">
      {places.map((place) => (
        <li key={place.node} className="space-y-1">
          <p className="break-all font-mono text-xs">
            {place.node} {own.has(place.node) && <Badge tone="accent">{t('own')}</Badge>}
          </p>
          <p className="break-all text-muted text-xs">
            {t('owner')} <span className="font-mono">{place.owner}</span>
          </p>
          <PlaceWords place={place} />
          {domain.isOperated && <PlaceActs domain={domain} place={place} />}
        </li>
      ))}
    </ul>
  );
}
