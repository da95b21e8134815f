'use client';
import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { CheckField, SelectField, TextArea } from '#app/_ui/field.tsx';
import type { ToolFormValues } from './tool-form-values.ts';

/** What of the service's answer goes on, and to whom. */
export function OutputSection({ form }: { form: UseFormReturn<ToolFormValues> }) {
  const t = useTranslations('tools.output');
  const { register, watch } = form;
  const kind = watch('output.kind');
  return (
    <Card className="space-y-3">
      <CardHeading title={t('title')} />
      <SelectField label={t('kind')} {...register('output.kind')}>
        <option value="whole">{t('whole')}</option>
        <option value="jmespath">{t('jmespath')}</option>
        <option value="template">{t('template')}</option>
      </SelectField>
      {kind !== 'whole' && (
        <TextArea
          label={t(kind === 'jmespath' ? 'expression' : 'text')}
          hint={t(kind === 'jmespath' ? 'expressionHint' : 'textHint')}
          required
          className="min-h-16 font-mono"
          {...register('output.text')}
        />
      )}
      <CheckField label={t('feedBack')} {...register('feedBack')} />
      <p className="text-muted text-xs">{t('feedBackHint')}</p>
    </Card>
  );
}
