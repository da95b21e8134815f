'use client';
import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import type { AgentFormChoices, SectionProps } from './agent-form-types.ts';

/** Name, description, model. */
export function BasicsSection({ register, models }: SectionProps & Pick<AgentFormChoices, 'models'>) {
  const t = useTranslations('agents.form');
  return (
    <Card className="space-y-3">
      <CardHeading title={t('basics')} />
      <TextField label={t('name')} required maxLength={120} {...register('name')} />
      <TextArea
        label={t('description')}
        hint={t('descriptionHint')}
        className="min-h-16"
        {...register('description')}
      />
      <SelectField label={t('model')} hint={t('modelHint')} {...register('draft.modelId')}>
        {models.map((model) => (
          <option key={model.id} value={model.id}>
            {t('modelOption', { name: model.name, tokens: model.contextTokens })}
          </option>
        ))}
      </SelectField>
    </Card>
  );
}
