'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ThresholdField } from '#app/_prompts/threshold-field.tsx';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import type { PromptCondition } from '#protocol/prompts/prompt-rules.ts';

interface ConditionFieldsProps {
  condition: PromptCondition;
  onChange: (condition: PromptCondition) => void;
}

/** The form of one condition of a rule. */
export function ConditionFields({ condition, onChange }: ConditionFieldsProps) {
  const t = useTranslations('agents.rules');
  switch (condition.kind) {
    case 'language':
      return <LanguageFields condition={condition} onChange={onChange} />;
    case 'knowledge':
      return (
        <SelectField
          label={t('kind.knowledge')}
          value={condition.is}
          onChange={(event) => onChange({ ...condition, is: event.target.value === 'hit' ? 'hit' : 'miss' })}
        >
          <option value="hit">{t('hit')}</option>
          <option value="miss">{t('miss')}</option>
        </SelectField>
      );
    case 'similar':
      return <SimilarFields condition={condition} onChange={onChange} />;
    case 'caller':
      return <CallerFields condition={condition} onChange={onChange} />;
    case 'plugin':
      return (
        <TextField
          label={t('kind.plugin')}
          hint={t('pluginHint')}
          required
          maxLength={64}
          value={condition.plugin}
          onChange={(event) => onChange({ ...condition, plugin: event.target.value })}
        />
      );
    case 'model':
      return (
        <TextField
          label={t('kind.model')}
          hint={t('modelHint')}
          type="number"
          required
          min={1}
          step="any"
          value={condition.parametersBelow / 1e9}
          onChange={(event) =>
            onChange({
              ...condition,
              parametersBelow: Math.max(1, Math.round((event.target.valueAsNumber || 0) * 1e9)),
            })
          }
        />
      );
  }
}

type Kind<K extends PromptCondition['kind']> = {
  condition: Extract<PromptCondition, { kind: K }>;
  onChange: (condition: PromptCondition) => void;
};

function LanguageFields({ condition, onChange }: Kind<'language'>) {
  const t = useTranslations('agents.rules');
  const [text, setText] = useState(condition.languages.join(', '));
  return (
    <TextField
      label={t('kind.language')}
      hint={t('languageHint')}
      required
      pattern="\s*[a-z]{2}(\s*,\s*[a-z]{2})*\s*"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange({ ...condition, languages: event.target.value.match(/[a-z]{2}/g) ?? [] });
      }}
    />
  );
}

function SimilarFields({ condition, onChange }: Kind<'similar'>) {
  const t = useTranslations('agents.rules');
  const [text, setText] = useState(condition.examples.join('\n'));
  return (
    <div className="grid gap-2 sm:grid-cols-[1fr_8rem]">
      <TextArea
        label={t('kind.similar')}
        hint={t('similarHint')}
        required
        className="min-h-16"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const lines = event.target.value.split('\n').map((line) => line.trim().slice(0, 500));
          onChange({ ...condition, examples: lines.filter(Boolean).slice(0, 20) });
        }}
      />
      <ThresholdField
        label={t('threshold')}
        value={condition.threshold}
        onChange={(threshold) => onChange({ ...condition, threshold })}
      />
    </div>
  );
}

function CallerFields({ condition, onChange }: Kind<'caller'>) {
  const t = useTranslations('agents.rules');
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <TextField
        label={t('callerKey')}
        hint={t('callerHint')}
        required
        maxLength={64}
        value={condition.key}
        onChange={(event) => onChange({ ...condition, key: event.target.value })}
      />
      <TextField
        label={t('callerEquals')}
        maxLength={512}
        value={condition.equals}
        onChange={(event) => onChange({ ...condition, equals: event.target.value })}
      />
    </div>
  );
}
