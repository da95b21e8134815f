'use client';
import { useTranslations } from 'next-intl';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import type { ParameterRow } from './tool-form-values.ts';

/** An input that fits an argument's type. */
export function ArgumentField({
  row,
  text,
  onChange,
}: {
  row: ParameterRow;
  text: string;
  onChange: (text: string) => void;
}) {
  const t = useTranslations('tools.test');
  const label = row.by === 'caller' ? t('fromCaller', { name: row.name }) : row.name;
  const shared = { label, hint: row.description || undefined, required: row.isRequired, value: text };
  const choices = choicesOf(row);
  if (choices.length > 0)
    return (
      <SelectField {...shared} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('notSet')}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </SelectField>
    );
  if (row.type === 'array' || row.type === 'object' || row.type === 'other')
    return (
      <TextArea
        {...shared}
        hint={t('json', { description: row.description })}
        className="min-h-16 font-mono text-xs"
        onChange={(event) => onChange(event.target.value)}
      />
    );
  const isNumber = row.type === 'integer' || row.type === 'number';
  return (
    <TextField
      {...shared}
      {...(isNumber ? { type: 'number', step: row.type === 'integer' ? 1 : 'any' } : {})}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function choicesOf(row: ParameterRow): string[] {
  if (row.type === 'boolean') return ['true', 'false'];
  return Array.isArray(row.schema.enum) && row.type !== 'other' ? row.schema.enum.map(String) : [];
}
