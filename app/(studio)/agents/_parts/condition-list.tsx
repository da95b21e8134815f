'use client';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { SelectField } from '#app/_ui/field.tsx';
import { useRows } from '#app/_ui/use-rows.ts';
import type { PromptCondition } from '#protocol/prompts/prompt-rules.ts';
import { ConditionFields } from './condition-fields.tsx';

const mostConditions = 6;

const newConditions: Record<PromptCondition['kind'], PromptCondition> = {
  language: { kind: 'language', languages: ['en'] },
  knowledge: { kind: 'knowledge', is: 'miss' },
  similar: { kind: 'similar', examples: [], threshold: 0.6 },
  caller: { kind: 'caller', key: '', equals: '' },
  plugin: { kind: 'plugin', plugin: '' },
  model: { kind: 'model', parametersBelow: 1_000_000_000 },
};

interface ConditionListProps {
  conditions: PromptCondition[];
  onChange: (conditions: PromptCondition[]) => void;
}

/** When a rule holds: all of these must; none means always. */
export function ConditionList({ conditions, onChange }: ConditionListProps) {
  const t = useTranslations('agents.rules');
  const { rows, add } = useRows(conditions, onChange);
  function addKind(kind: string) {
    const condition = Object.values(newConditions).find((one) => one.kind === kind);
    if (condition) add(condition);
  }
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">{t('when')}</legend>
      {conditions.length === 0 && <p className="text-muted text-sm">{t('always')}</p>}
      {rows.map(({ id, value, change, remove }) => (
        <div key={id} className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <ConditionFields condition={value} onChange={change} />
          </div>
          <Button
            size="icon"
            tone="plain"
            aria-label={t('removeCondition', { kind: t(`kind.${value.kind}`) })}
            onClick={remove}
          >
            <Trash2 className="size-4" />
          </Button>
        </div>
      ))}
      {conditions.length < mostConditions && (
        <SelectField label={t('addCondition')} value="" onChange={(event) => addKind(event.target.value)}>
          <option value="">{t('choose')}</option>
          {Object.keys(newConditions).map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </SelectField>
      )}
    </fieldset>
  );
}
