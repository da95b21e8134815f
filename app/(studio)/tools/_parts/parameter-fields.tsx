'use client';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Button } from '#app/_ui/button.tsx';
import { CheckField, SelectField, TextField } from '#app/_ui/field.tsx';
import { parameterTypes, type ToolFormValues } from './tool-form-values.ts';

const places = ['path', 'query', 'header', 'body'] as const;
const fillers = ['model', 'fixed', 'caller'] as const;

/** One argument: name, type, description, place, and who fills it. */
export function ParameterFields({
  form,
  index,
  onRemove,
}: {
  form: UseFormReturn<ToolFormValues>;
  index: number;
  onRemove: () => void;
}) {
  const t = useTranslations('tools.parameters');
  const { register, watch } = form;
  const row = `rows.${index}` as const;
  const by = watch(`${row}.by`);
  const name = watch(`${row}.name`);
  return (
    <fieldset className="space-y-3">
      <legend className="sr-only">{name || t('unnamed')}</legend>
      <div className="grid gap-3 sm:grid-cols-4">
        <TextField label={t('name')} required className="font-mono" {...register(`${row}.name`)} />
        <SelectField label={t('type')} {...register(`${row}.type`)}>
          {parameterTypes.map((type) => (
            <option key={type} value={type}>
              {t(`types.${type}`)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t('in')} {...register(`${row}.in`)}>
          {places.map((place) => (
            <option key={place} value={place}>
              {t(`places.${place}`)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t('by')} {...register(`${row}.by`)}>
          {fillers.map((one) => (
            <option key={one} value={one}>
              {t(`fillers.${one}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField label={t('description')} maxLength={500} {...register(`${row}.description`)} />
      <div className="grid gap-3 sm:grid-cols-3">
        {by === 'model' && watch(`${row}.type`) === 'string' && (
          <TextField label={t('choices')} hint={t('choicesHint')} {...register(`${row}.choices`)} />
        )}
        {by === 'model' && <TextField label={t('example')} {...register(`${row}.example`)} />}
        {by !== 'model' && (
          <TextField label={t(by === 'fixed' ? 'fixedValue' : 'callerKey')} {...register(`${row}.value`)} />
        )}
        <TextField label={t('as')} hint={t('asHint')} {...register(`${row}.as`)} />
      </div>
      <div className="flex items-center justify-between gap-3">
        <CheckField label={t('required')} {...register(`${row}.isRequired`)} />
        <Button size="small" tone="plain" onClick={onRemove} aria-label={t('remove', { name: name || t('unnamed') })}>
          <Trash2 className="size-4" aria-hidden="true" />
        </Button>
      </div>
    </fieldset>
  );
}
