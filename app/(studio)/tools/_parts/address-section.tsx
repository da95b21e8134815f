'use client';
import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import type { ToolFormValues } from './tool-form-values.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Where a call goes. */
export function AddressSection({ form, isHttp }: { form: UseFormReturn<ToolFormValues>; isHttp: boolean }) {
  const t = useTranslations('tools.form');
  const { register } = form;
  return (
    <Card className="space-y-3">
      <CardHeading title={t('address')} />
      {isHttp && (
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField label={t('method')} {...register('method')}>
            {methods.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </SelectField>
          <SelectField label={t('bodyKind')} {...register('bodyKind')}>
            <option value="none">{t('bodyNone')}</option>
            <option value="json">JSON</option>
            <option value="form">{t('bodyForm')}</option>
          </SelectField>
        </div>
      )}
      <TextField label={t('url')} hint={isHttp ? t('urlHint') : t('mcpHint')} required {...register('url')} />
      {!isHttp && <TextField label={t('remoteName')} required {...register('remoteName')} />}
    </Card>
  );
}
