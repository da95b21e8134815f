'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import type { DomainPage } from './domain-view.tsx';

const tones = {
  asked: 'accent',
  in: 'good',
  leaving: 'warn',
  evicted: 'neutral',
  declined: 'neutral',
  banned: 'bad',
  moved: 'warn',
} as const;

type Place = Pick<DomainPage['places'][number], 'state' | 'admittedAt' | 'endsAt' | 'reason'>;

/** How a node stands with a domain, since or until when, and why. */
export function PlaceWords({ place: { state, admittedAt, endsAt, reason } }: { place: Place }) {
  const t = useTranslations('domains');
  const format = useFormatter();
  const say = (when: Date) => format.dateTime(when, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className="text-sm">
      <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>{' '}
      {state === 'in' && admittedAt && <span className="text-muted">{t('since', { when: say(admittedAt) })}</span>}
      {state === 'leaving' && endsAt && <span className="text-muted">{t('until', { when: say(endsAt) })}</span>}
      {reason !== '' && <p className="mt-1 break-words text-muted">{t('why', { reason })}</p>}
    </div>
  );
}
