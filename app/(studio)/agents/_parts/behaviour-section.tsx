'use client';
import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextField } from '#app/_ui/field.tsx';
import type { SectionProps } from './agent-form-types.ts';

/** How the model generates where a request says nothing. */
export function BehaviourSection({ register }: SectionProps) {
  const t = useTranslations('agents.form');
  return (
    <Card className="space-y-3">
      <CardHeading title={t('behaviour')} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('temperature')}
          hint={t('temperatureHint')}
          type="number"
          required
          step="0.05"
          min={0}
          max={2}
          {...register('draft.generation.temperature', { valueAsNumber: true })}
        />
        <TextField
          label={t('topP')}
          type="number"
          required
          step="0.05"
          min={0.05}
          max={1}
          {...register('draft.generation.topP', { valueAsNumber: true })}
        />
        <TextField
          label={t('maxTokens')}
          hint={t('maxTokensHint')}
          type="number"
          required
          min={1}
          max={32768}
          {...register('draft.generation.maxCompletionTokens', { valueAsNumber: true })}
        />
        <TextField
          label={t('contextTokens')}
          hint={t('contextTokensHint')}
          type="number"
          required
          min={512}
          max={131072}
          {...register('draft.contextTokens', { valueAsNumber: true })}
        />
      </div>
    </Card>
  );
}
