'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { readAmount } from '#app/_market/amounts/read-amount.ts';
import { TextField } from '#app/_ui/field.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';

/** The share asked of domains, which can only fall: who builds on it relies on that. */
export function AskForm({ askBps, planOf }: { askBps: number; planOf: (askBps: number) => SendPlan }) {
  const t = useTranslations('market.offers');
  const format = useFormatter();
  const [text, setText] = useState('');
  // Two places of a percentage are basis points.
  const typed = readAmount(text, 2);
  const next = typed === null || Number(typed) >= askBps ? null : Number(typed);
  const share = format.number(askBps / 10_000, { style: 'percent', maximumFractionDigits: 2 });
  return (
    <div className="space-y-3 border-line border-t pt-3">
      <TextField
        label={t('newAsk')}
        hint={t('askHint', { share })}
        error={text !== '' && next === null ? t('wrongAsk', { share }) : undefined}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <SendButton disabled={next === null} plan={planOf(next ?? 0)}>
        {t('lower')}
      </SendButton>
    </div>
  );
}
