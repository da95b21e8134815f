'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { CancelListing } from '#app/_market/cancel-listing.tsx';
import { Price } from '#app/_market/price.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { Page } from './component-view.tsx';
import { usePageChange } from './use-page-change.ts';
import { useResalePlan } from './use-resale-plan.ts';

type Resale = Page['resales'][number];

/** The deed and licences that their owners sell on. */
export function ResaleCard({ id, page }: { id: string; page: Page }) {
  const t = useTranslations('market.resale');
  const planOf = useResalePlan(id, page);
  const { isWaiting, noteSent } = usePageChange(id, page);
  const { data: wallets = [] } = useQuery(useTRPC().wallet.list.queryOptions());
  const own = new Set(wallets.map(({ address }) => address.toLowerCase()));
  if (page.resales.length === 0) return null;
  return (
    <Card>
      <CardHeading title={t('title')} />
      <ul className="divide-y divide-line">
        {page.resales.map((resale) => (
          <li key={resale.listingId} className="flex flex-wrap items-center justify-between gap-3 py-2 text-sm">
            <div className="min-w-0">
              <p className="font-medium">
                {t(resale.kind, { count: resale.units })} · <Price amount={resale.price} asset={resale.asset} />
              </p>
              <Standing resale={resale} isOwn={own.has(resale.seller.toLowerCase())} />
            </div>
            <Choice
              {...{ resale, noteSent }}
              name={page.name}
              isOwn={own.has(resale.seller.toLowerCase())}
              plan={planOf(resale)}
            />
          </li>
        ))}
      </ul>
      {isWaiting && <Notice>{t('waiting')}</Notice>}
    </Card>
  );
}

function Standing({ resale, isOwn }: { resale: Resale; isOwn: boolean }) {
  const t = useTranslations('market.resale');
  const format = useFormatter();
  if (resale.isStale) return <p className="text-warn text-xs">{t(`stale.${resale.kind}`)}</p>;
  const when = format.dateTime(resale.expiresAt, { dateStyle: 'medium' });
  return (
    <p className="text-muted text-xs">
      {isOwn ? t('byYou', { when }) : t('by', { seller: shortAddress(resale.seller), when })}
    </p>
  );
}

interface ChoiceProps {
  resale: Resale;
  name: string;
  isOwn: boolean;
  plan: SendPlan;
  noteSent: () => void;
}

/** Buying it, or taking one's own back; a stale one can neither be bought nor has to be taken back. */
function Choice({ resale, name, isOwn, plan, noteSent }: ChoiceProps) {
  const t = useTranslations('market.resale');
  const { listingId, seller, isStale } = resale;
  if (isStale) return null;
  if (isOwn) return <CancelListing {...{ listingId, seller, name }} onDone={noteSent} />;
  return (
    <SendButton size="small" plan={plan} aria-label={t('buyOne', { number: listingId })}>
      {t('buy')}
    </SendButton>
  );
}
