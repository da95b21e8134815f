'use client';
import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { TextField } from '#app/_ui/field.tsx';
import type { ToolFormValues } from './tool-form-values.ts';

const fields = [
  { name: 'timeoutMs', min: 100, max: 120_000 },
  { name: 'retries', min: 0, max: 5 },
  { name: 'cacheSeconds', min: 0, max: 86_400 },
  { name: 'callsPerMinute', min: 0, max: 10_000 },
] as const;

/** Timeout, retries, cache and rate, folded away: the defaults fit most tools. */
export function LimitsSection({ form }: { form: UseFormReturn<ToolFormValues> }) {
  const t = useTranslations('tools.limits');
  return (
    <details className="rounded-lg border border-line bg-surface p-4">
      <summary className="cursor-pointer font-semibold">{t('title')}</summary>
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        {fields.map(({ name, min, max }) => (
          <TextField
            key={name}
            label={t(name)}
            hint={t(`${name}Hint`)}
            type="number"
            required
            min={min}
            max={max}
            {...form.register(name, { valueAsNumber: true })}
          />
        ))}
      </div>
    </details>
  );
}
