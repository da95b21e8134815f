'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { useRows } from '#app/_ui/use-rows.ts';

interface VariableFieldsProps {
  variables: Record<string, string>;
  onChange: (variables: Record<string, string>) => void;
}

/** The agent's own variables: names and what they stand for in all its prompts. */
export function VariableFields({ variables, onChange }: VariableFieldsProps) {
  const t = useTranslations('agents.rules');
  const [entries, setEntries] = useState(() => Object.entries(variables));
  const { rows, add } = useRows(entries, (next) => {
    setEntries(next);
    onChange(Object.fromEntries(next.filter(([name]) => name !== '')));
  });
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">{t('variables')}</legend>
      <p className="text-muted text-xs">{t('variablesHint', { example: '{{name}}' })}</p>
      {rows.map(({ id, number, value: [name, value], change, remove }) => (
        <div key={id} className="flex items-end gap-2">
          <div className="grid flex-1 gap-2 sm:grid-cols-2">
            <TextField
              label={t('variableName', { number })}
              required
              pattern="[a-z][a-z0-9_]{0,39}"
              title={t('variablePattern')}
              className="font-mono"
              value={name}
              onChange={(event) => change([event.target.value, value])}
            />
            <TextField
              label={t('variableValue', { number })}
              maxLength={2000}
              value={value}
              onChange={(event) => change([name, event.target.value])}
            />
          </div>
          <Button size="icon" tone="plain" aria-label={t('removeVariable', { number })} onClick={remove}>
            <Trash2 className="size-4" />
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => add(['', ''])}>
        <Plus className="size-4" aria-hidden="true" />
        {t('addVariable')}
      </Button>
    </fieldset>
  );
}
