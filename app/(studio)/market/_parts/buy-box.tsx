'use client';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { wordAmount } from '#app/_market/amounts/word-amount.ts';
import { HostedUse } from '#app/_market/hosted-use.tsx';
import { Price } from '#app/_market/price.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { Page } from './component-view.tsx';
import { RemixButton } from './remix-button.tsx';
import { DeedSale } from './sales-card.tsx';
import { usePurchasePlan } from './use-purchase-plan.ts';

type Offer = Page['offers'][number];

/** What it costs, what of it the reader holds, and buying it as it stands here. */
export function BuyBox({ id, page }: { id: string; page: Page }) {
  const t = useTranslations('market.buy');
  const facts = useChain();
  return (
    <Card className="space-y-3">
      <CardHeading title={t('title')} />
      <Standing page={page} />
      <ForSale page={page} />
      {page.deedId && maySearch(page) && (
        <HostedUse deedId={page.deedId} facts={page.trial} isOpen={page.preset === 'hosted'} />
      )}
      {mayRemix(page) && <RemixButton id={page.id} />}
      {page.mine.isOwner && page.deedId && <DeedSale id={id} page={page} deedId={page.deedId} />}
      {!facts && <Notice>{t('noChain')}</Notice>}
    </Card>
  );
}

function ForSale({ page }: { page: Page }) {
  const t = useTranslations('market.buy');
  if (page.takenDownReason !== null) return <p className="text-muted text-sm">{t('takenDown')}</p>;
  if (page.offers.length > 0) return <Offers page={page} />;
  return <p className="text-muted text-sm">{t(page.preset === 'hosted' ? hostedWords(page) : 'notSold')}</p>;
}

/** Holders of a licence, and everybody where none is sold. */
function maySearch({ preset, mine, trial }: Page): boolean {
  return trial?.isHosted === true && (preset === 'hosted' || mine.holdings.length > 0);
}

function hostedWords({ isHosted, deedId, mine }: Page): string {
  if (isHosted && deedId) return 'hosted';
  if (!mine.isCreator) return 'hostedClosed';
  return deedId ? 'hostedToOpen' : 'hostedToMint';
}

function mayRemix({ kind, isPrivate, mine, takenDownReason }: Page): boolean {
  return kind === 'agent' && !isPrivate && !mine.isCreator && takenDownReason === null;
}

/** What the reader has to do with it already. */
function Standing({ page }: { page: Page }) {
  const t = useTranslations('market.buy');
  const { mine } = page;
  if (mine.isCreator) return <Notice>{t('isCreator')}</Notice>;
  if (mine.isOwner) return <Notice>{t('isOwner')}</Notice>;
  if (mine.holdings.length === 0) return null;
  const inForce = mine.holdings.filter(({ hasEnded }) => !hasEnded);
  const count = inForce.reduce((sum, { units }) => sum + units, 0);
  return (
    <Notice tone={count > 0 ? 'good' : 'warn'}>
      {count > 0 ? t('holds', { count }) : t('ended')}{' '}
      <Link href="/library" className="underline">
        {t('library')}
      </Link>
    </Notice>
  );
}

function Offers({ page }: { page: Page }) {
  const t = useTranslations('market.buy');
  const { offers, scopes } = page;
  const [chosen, setChosen] = useState(0);
  const [quantity, setQuantity] = useState(1);
  const planOf = usePurchasePlan(page);
  const offer = offers[chosen] ?? offers[0];
  if (!offer) return null;
  const isCopy = page.kind === 'dataset';
  const perSeat = isCopy ? 'perCopy' : 'perNode';
  const isTimed = scopes.some(({ scope, durationSeconds }) => scope === offer.scope && durationSeconds > 0);
  const total = String(BigInt(offer.price) * BigInt(quantity));
  return (
    <>
      {offers.length > 1 && (
        <SelectField label={t('which')} value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
          {offers.map((one, index) => (
            <OfferOption key={`${one.scope}-${one.asset}`} offer={one} value={index} isCopy={isCopy} />
          ))}
        </SelectField>
      )}
      <p className="text-lg">
        <Price amount={offer.price} asset={offer.asset} />{' '}
        <span className="text-muted text-sm">{t(offer.scope === licenceScopes.seat ? perSeat : 'perDomain')}</span>
      </p>
      {offer.scope === licenceScopes.seat && !isCopy && (
        <TextField
          label={t('quantity')}
          hint={t('quantityHint')}
          type="number"
          min={1}
          max={10_000}
          value={quantity}
          onChange={(event) => setQuantity(Math.min(10_000, Math.max(1, Number(event.target.value) || 1)))}
        />
      )}
      {quantity > 1 && (
        <p className="text-sm">
          {t('total')} <Price amount={total} asset={offer.asset} />
        </p>
      )}
      <SendButton tone={page.mine.isCreator ? 'quiet' : 'accent'} className="w-full" plan={planOf(offer, quantity)}>
        {t(buttonWords(page, offer))}
      </SendButton>
      <p className="text-muted text-xs">{t(page.isPrivate ? 'held' : 'paidAtOnce')}</p>
      {isTimed && <p className="text-muted text-xs">{t('timed')}</p>}
    </>
  );
}

/** Buying what ends again makes it longer, or starts it anew. */
function buttonWords({ mine }: Page, { scope, price }: Offer): string {
  if (mine.holdings.some((one) => one.scope === scope && one.expiresAt !== null)) return 'renew';
  return price === '0' ? 'take' : 'button';
}

function OfferOption({ offer, value, isCopy }: { offer: Offer; value: number; isCopy: boolean }) {
  const t = useTranslations('market.buy');
  const locale = useLocale();
  const facts = useChain();
  if (!facts) return null;
  const { text } = wordAmount(facts.contracts, { amount: offer.price, asset: offer.asset, locale });
  const price = offer.price === '0' ? t('free') : text;
  return (
    <option value={value}>
      {t(offer.scope === licenceScopes.seat ? 'seatFor' : 'domainFor', { price, scope: isCopy ? 'copy' : 'node' })}
    </option>
  );
}
