'use client';
import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import type { ToolFormValues } from './tool-form-values.ts';

const kinds = ['none', 'header', 'query', 'bearer', 'oauth2', 'sign-in'] as const;

/** How calls prove who they are; the secret itself is kept apart. */
export function AuthSection({ form }: { form: UseFormReturn<ToolFormValues> }) {
  const t = useTranslations('tools.auth');
  const { register, watch } = form;
  const kind = watch('auth.kind');
  return (
    <Card className="space-y-3">
      <CardHeading title={t('title')} />
      <SelectField label={t('kind')} {...register('auth.kind')}>
        {kinds.map((one) => (
          <option key={one} value={one}>
            {t(`kinds.${one}`)}
          </option>
        ))}
      </SelectField>
      {(kind === 'header' || kind === 'query') && (
        <TextField label={t(kind === 'header' ? 'headerName' : 'queryName')} required {...register('auth.name')} />
      )}
      {kind === 'oauth2' && (
        <>
          <TextField label={t('tokenUrl')} required {...register('auth.tokenUrl')} />
          <TextField label={t('clientId')} required {...register('auth.clientId')} />
          <TextField label={t('scope')} {...register('auth.scope')} />
        </>
      )}
      {kind !== 'none' && (
        <TextField
          label={t('slot')}
          hint={t(kind === 'sign-in' ? 'signInHint' : 'slotHint')}
          required
          pattern="[a-z][a-z0-9_]{0,39}"
          {...register('auth.secret')}
        />
      )}
    </Card>
  );
}
