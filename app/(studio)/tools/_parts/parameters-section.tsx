'use client';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type UseFormReturn, useFieldArray } from 'react-hook-form';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ParameterFields } from './parameter-fields.tsx';
import type { ParameterRow, ToolFormValues } from './tool-form-values.ts';

/** The arguments of a tool: what each is, where it goes, and who fills it. */
export function ParametersSection({ form }: { form: UseFormReturn<ToolFormValues> }) {
  const t = useTranslations('tools.parameters');
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'rows' });
  const bodyKind = form.watch('bodyKind');
  return (
    <Card>
      <CardHeading
        title={t('title')}
        actions={
          <Button size="small" onClick={() => append(emptyRow(bodyKind === 'none' ? 'query' : 'body'))}>
            <Plus className="size-4" aria-hidden="true" />
            {t('add')}
          </Button>
        }
      />
      {fields.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {fields.map((field, index) => (
          <li key={field.id} className="py-3">
            <ParameterFields form={form} index={index} onRemove={() => remove(index)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function emptyRow(place: 'query' | 'body'): ParameterRow {
  const empty = { name: '', description: '', choices: '', example: '', as: '', value: '' };
  return { ...empty, type: 'string', isRequired: false, in: place, by: 'model', schema: {} };
}
