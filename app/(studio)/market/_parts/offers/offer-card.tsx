'use client';
import { useTranslations } from 'next-intl';
import { Price } from '#app/_market/price.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { Page } from '#app/(studio)/market/_parts/component-view.tsx';
import { usePageChange } from '#app/(studio)/market/_parts/use-page-change.ts';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import { AskForm } from './ask-form.tsx';
import { OfferForm } from './offer-form.tsx';
import { useOfferPlans } from './use-offer-plans.ts';

/** For the owner of a minted deed: what its licences cost from now on, and the share that it asks. */
export function OfferCard({ id, page, deedId }: { id: string; page: Page; deedId: string }) {
  const t = useTranslations('market.offers');
  const { isWaiting, noteSent } = usePageChange(id, page);
  const plans = useOfferPlans(page, { deedId, onDone: noteSent });
  return (
    <Card className="space-y-4">
      <CardHeading title={t('title')} />
      <p className="text-muted text-sm">{t('about')}</p>
      {page.offers.length === 0 && <p className="text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {page.offers.map((offer) => (
          <li
            key={`${offer.scope}-${offer.asset}`}
            className="flex flex-wrap items-center justify-between gap-2 py-2 text-sm"
          >
            <span>
              {t(offer.scope === licenceScopes.seat ? 'seat' : 'domain', { kind: page.kind })}:{' '}
              <Price amount={offer.price} asset={offer.asset} />
            </span>
            <SendButton size="small" plan={plans.remove(offer)}>
              {t('remove')}
            </SendButton>
          </li>
        ))}
      </ul>
      {page.scopes.length > 0 && <OfferForm page={page} planOf={plans.set} />}
      {page.askBps > 0 && <AskForm askBps={page.askBps} planOf={plans.lowerAsk} />}
      {isWaiting && <Notice>{t('waiting')}</Notice>}
    </Card>
  );
}
