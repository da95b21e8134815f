'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import { useIsSending } from '#app/_wallet/send/send-desk.tsx';
import { readAmount } from './amounts/read-amount.ts';
import { useAssets } from './price.tsx';
import { type Lot, useSellOnPlan } from './use-sell-on-plan.ts';

interface SellOnButtonProps {
  name: string;
  lot: Lot;
  /** Some of the same lot is on offer already. */
  isOffered: boolean;
  /** The offer stands on the chain. */
  onSent: () => void;
  children: ReactNode;
}

/** Offers a deed or licences to anybody at a price, until a day; the wallet keeps them until they are bought. */
export function SellOnButton({ name, lot, isOffered, onSent, children }: SellOnButtonProps) {
  const t = useTranslations('market.sellOn');
  const [isOpen, setIsOpen] = useState(false);
  const isSending = useIsSending();
  // Kept here: the form makes room while the offer is signed, and is as it was when that is called off.
  const [draft, setDraft] = useState(() => emptyDraft(lot));
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        {children}
      </Button>
      <Dialog
        title={t('title', { name })}
        description={t('lead')}
        isOpen={isOpen && !isSending}
        onOpenChange={setIsOpen}
      >
        {isOffered && <Notice>{t(`offered.${lot.kind}`)}</Notice>}
        <SellOnForm
          {...{ name, lot, draft }}
          onChange={(part) => setDraft((now) => ({ ...now, ...part }))}
          onDone={() => {
            setIsOpen(false);
            setDraft(emptyDraft(lot));
            onSent();
          }}
        />
      </Dialog>
    </>
  );
}

const days = [7, 30, 90, 180] as const;

interface Draft {
  /** Of the coins it can be sold for. */
  at: number;
  /** The price, as it was typed. */
  text: string;
  units: number;
  /** Days. */
  lasts: number;
}

const emptyDraft = ({ units }: Lot): Draft => ({ at: 0, text: '', units, lasts: 30 });

interface SellOnFormProps {
  name: string;
  lot: Lot;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onDone: () => void;
}

function SellOnForm({ name, lot, draft, onChange, onDone }: SellOnFormProps) {
  const t = useTranslations('market.sellOn');
  const assets = useAssets();
  const { at, text, lasts } = draft;
  const units = Math.min(lot.units, draft.units);
  const asset = assets[at];
  const price = asset ? readAmount(text, asset.decimals) : null;
  const planOf = useSellOnPlan({ name, onDone });
  if (!asset) return null;
  const isWrong = text !== '' && (price === null || price === '0');
  return (
    <div className="space-y-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('price')}
          error={isWrong ? t('wrongPrice') : undefined}
          inputMode="decimal"
          value={text}
          onChange={(event) => onChange({ text: event.target.value })}
        />
        <SelectField label={t('coin')} value={at} onChange={(event) => onChange({ at: Number(event.target.value) })}>
          {assets.map(({ symbol, address }, index) => (
            <option key={address} value={index}>
              {symbol}
            </option>
          ))}
        </SelectField>
        {lot.kind === 'licence' && lot.units > 1 && (
          <TextField
            label={t('units')}
            type="number"
            min={1}
            max={lot.units}
            value={units}
            onChange={(event) => onChange({ units: Math.min(lot.units, Math.max(1, Number(event.target.value) || 1)) })}
          />
        )}
        <SelectField
          label={t('days')}
          value={lasts}
          onChange={(event) => onChange({ lasts: Number(event.target.value) })}
        >
          {days.map((count) => (
            <option key={count} value={count}>
              {t('daysOption', { count })}
            </option>
          ))}
        </SelectField>
      </div>
      <SendButton
        tone="accent"
        disabled={!price || price === '0'}
        plan={planOf({ lot: { ...lot, units }, asset: asset.address, price: price ?? '0', days: lasts })}
      >
        {t('button')}
      </SendButton>
    </div>
  );
}
