'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { TextField } from '#app/_ui/field.tsx';

interface VariableFieldsProps {
  variables: Record<string, string>;
  onChange: (variables: Record<string, string>) => void;
}

/** The agent's own variables: names and what they stand for in all its prompts. */
export function VariableFields({ variables, onChange }: VariableFieldsProps) {
  const t = useTranslations('agents.rules');
  const [rows, setRows] = useState(() => Object.entries(variables));
  function change(next: [string, string][]) {
    setRows(next);
    onChange(Object.fromEntries(next.filter(([name]) => name !== '')));
  }
  const edit = (index: number, row: [string, string]) => change(rows.map((one, at) => (at === index ? row : one)));
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">{t('variables')}</legend>
      <p className="text-muted text-xs">{t('variablesHint', { example: '{{name}}' })}</p>
      {rows.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a variable's name changes while it is typed
        <div key={index} className="flex items-end gap-2">
          <div className="grid flex-1 gap-2 sm:grid-cols-2">
            <TextField
              label={t('variableName', { number: index + 1 })}
              required
              pattern="[a-z][a-z0-9_]{0,39}"
              title={t('variablePattern')}
              className="font-mono"
              value={name}
              onChange={(event) => edit(index, [event.target.value, value])}
            />
            <TextField
              label={t('variableValue', { number: index + 1 })}
              maxLength={2000}
              value={value}
              onChange={(event) => edit(index, [name, event.target.value])}
            />
          </div>
          <Button
            size="icon"
            tone="plain"
            aria-label={t('removeVariable', { number: index + 1 })}
            onClick={() => change(rows.filter((_, at) => at !== index))}
          >
            <Trash2 className="size-4" />
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => setRows([...rows, ['', '']])}>
        <Plus className="size-4" aria-hidden="true" />
        {t('addVariable')}
      </Button>
    </fieldset>
  );
}
