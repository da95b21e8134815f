'use client';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { SelectField } from '#app/_ui/field.tsx';
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
  const add = (kind: string) => {
    const condition = Object.values(newConditions).find((one) => one.kind === kind);
    if (condition) onChange([...conditions, condition]);
  };
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">{t('when')}</legend>
      {conditions.length === 0 && <p className="text-muted text-sm">{t('always')}</p>}
      {conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no id and are only added at the end or removed
        <div key={index} className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <ConditionFields
              condition={condition}
              onChange={(changed) => onChange(conditions.map((one, at) => (at === index ? changed : one)))}
            />
          </div>
          <Button
            size="icon"
            tone="plain"
            aria-label={t('removeCondition', { kind: t(`kind.${condition.kind}`) })}
            onClick={() => onChange(conditions.filter((_, at) => at !== index))}
          >
            <Trash2 className="size-4" />
          </Button>
        </div>
      ))}
      {conditions.length < mostConditions && (
        <SelectField label={t('addCondition')} value="" onChange={(event) => add(event.target.value)}>
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
