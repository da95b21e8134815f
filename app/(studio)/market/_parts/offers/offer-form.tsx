'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { readAmount } from '#app/_market/amounts/read-amount.ts';
import { useAssets } from '#app/_market/price.tsx';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { Page } from '#app/(studio)/market/_parts/component-view.tsx';
import { licenceScopes } from '#protocol/market/mint-terms.ts';

interface OfferFormProps {
  page: Page;
  planOf: (offer: { scope: number; asset: string; price: string }) => SendPlan;
}

/** A price for a licence in a coin: a new one, or another for the same. */
export function OfferForm({ page, planOf }: OfferFormProps) {
  const t = useTranslations('market.offers');
  const assets = useAssets();
  const [scope, setScope] = useState(page.scopes[0]?.scope ?? licenceScopes.seat);
  const [at, setAt] = useState(0);
  const [text, setText] = useState('');
  const asset = assets[at];
  if (!asset) return null;
  const price = readAmount(text, asset.decimals);
  const isSame = page.offers.some(
    (offer) =>
      offer.scope === scope && offer.asset.toLowerCase() === asset.address.toLowerCase() && offer.price === price,
  );
  return (
    <div className="space-y-3">
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField
          label={t('what')}
          value={scope}
          onChange={(event) => setScope(event.target.value === '0' ? licenceScopes.seat : licenceScopes.domain)}
        >
          {page.scopes.map((one) => (
            <option key={one.scope} value={one.scope}>
              {t(one.scope === licenceScopes.seat ? 'seat' : 'domain', { kind: page.kind })}
            </option>
          ))}
        </SelectField>
        <SelectField label={t('coin')} value={at} onChange={(event) => setAt(Number(event.target.value))}>
          {assets.map(({ symbol, address }, index) => (
            <option key={address} value={index}>
              {symbol}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('newPrice')}
          error={text !== '' && price === null ? t('wrongPrice') : undefined}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <SendButton
        disabled={price === null || isSame}
        plan={planOf({ scope, asset: asset.address, price: price ?? '0' })}
      >
        {t('set')}
      </SendButton>
    </div>
  );
}
