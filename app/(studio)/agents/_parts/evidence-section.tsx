'use client';
import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import type { SectionProps } from './agent-form-types.ts';

const numberOrNull = {
  setValueAs: (value: string | number | null) => (value === '' || value === null ? null : Number(value)),
};

/** What the agent does when its knowledge holds nothing about a question. */
export function EvidenceSection({ register }: SectionProps) {
  const t = useTranslations('agents.form');
  return (
    <Card className="space-y-3">
      <CardHeading title={t('evidence')} />
      <SelectField label={t('whenMissing')} {...register('draft.evidence.whenMissing')}>
        <option value="refuse">{t('refuse')}</option>
        <option value="answer-and-say-so">{t('answerAndSaySo')}</option>
      </SelectField>
      <TextArea label={t('refusal')} className="min-h-16" {...register('draft.evidence.refusal')} />
      <TextArea label={t('notice')} className="min-h-16" {...register('draft.evidence.notice')} />
      <TextField
        label={t('threshold')}
        hint={t('thresholdHint')}
        type="number"
        step="0.01"
        min={0}
        max={1}
        {...register('draft.retrieval.evidenceThreshold', numberOrNull)}
      />
    </Card>
  );
}
