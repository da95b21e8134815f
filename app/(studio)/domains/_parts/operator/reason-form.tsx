'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';

const mostBytes = 256;

interface Choice {
  name: string;
  planOf: (reason: string) => SendPlan;
}

/** Buttons for what an operator does against somebody; each asks why before it sends. `first` stands before them. */
export function ReasonForm({ choices, first }: { choices: Choice[]; first?: ReactNode }) {
  const t = useTranslations('domains.operate');
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const choice = choices.find(({ name }) => name === chosen);
  if (!choice) {
    return (
      <div className="flex flex-wrap gap-2">
        {first}
        {choices.map(({ name }) => (
          <Button key={name} size="small" onClick={() => setChosen(name)}>
            {name}
          </Button>
        ))}
      </div>
    );
  }
  const isTooLong = new TextEncoder().encode(reason).length > mostBytes;
  return (
    <div className="space-y-2">
      <TextField
        label={t('reason')}
        hint={t('reasonHint')}
        error={isTooLong ? t('tooLong') : undefined}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <SendButton size="small" tone="danger" disabled={isTooLong} plan={choice.planOf(reason.trim())}>
          {choice.name}
        </SendButton>
        <Button size="small" onClick={() => setChosen(null)}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
