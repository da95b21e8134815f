'use client';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ThresholdField } from '#app/_prompts/threshold-field.tsx';
import { Button } from '#app/_ui/button.tsx';
import { CheckField, TextArea, TextField } from '#app/_ui/field.tsx';
import { NamedSelect } from '#app/_ui/named-select.tsx';
import type { AnswerCheck } from '#protocol/evaluations/question-set.ts';

interface CheckFieldsProps {
  check: AnswerCheck;
  models: { id: string; name: string }[];
  onChange: (check: AnswerCheck) => void;
  onRemove: () => void;
}

/** The form of one check. */
export function CheckFields({ check, models, onChange, onRemove }: CheckFieldsProps) {
  const t = useTranslations('prompts.questions');
  return (
    <fieldset className="space-y-2 rounded-md border border-line p-3">
      <legend className="px-1 font-medium text-sm">{t(`check.${check.kind}`)}</legend>
      <Fields check={check} models={models} onChange={onChange} />
      <Button size="small" tone="plain" onClick={onRemove}>
        <Trash2 className="size-4" aria-hidden="true" />
        {t('removeCheck')}
      </Button>
    </fieldset>
  );
}

function Fields({ check, models, onChange }: Omit<CheckFieldsProps, 'onRemove'>) {
  const t = useTranslations('prompts.questions');
  switch (check.kind) {
    case 'contains':
    case 'lacks':
      return (
        <>
          <TextField
            label={t('text')}
            required
            maxLength={500}
            value={check.text}
            onChange={(event) => onChange({ ...check, text: event.target.value })}
          />
          <CheckField
            label={t('matchesCase')}
            checked={check.matchesCase}
            onChange={(event) => onChange({ ...check, matchesCase: event.target.checked })}
          />
        </>
      );
    case 'regex':
      return (
        <div className="grid gap-2 sm:grid-cols-[1fr_6rem]">
          <TextField
            label={t('pattern')}
            required
            maxLength={500}
            className="font-mono"
            value={check.pattern}
            onChange={(event) => onChange({ ...check, pattern: event.target.value })}
          />
          <TextField
            label={t('flags')}
            pattern="[imsu]*"
            maxLength={4}
            className="font-mono"
            value={check.flags}
            onChange={(event) => onChange({ ...check, flags: event.target.value })}
          />
        </div>
      );
    case 'json-schema':
      return (
        <TextArea
          label={t('schema')}
          required
          maxLength={20000}
          className="font-mono"
          value={check.schema}
          onChange={(event) => onChange({ ...check, schema: event.target.value })}
        />
      );
    case 'similarity':
      return <SimilarityFields check={check} onChange={onChange} />;
    case 'judge':
      return <JudgeFields check={check} models={models} onChange={onChange} />;
  }
}

type Kind<K extends AnswerCheck['kind']> = {
  check: Extract<AnswerCheck, { kind: K }>;
  onChange: (check: AnswerCheck) => void;
};

function SimilarityFields({ check, onChange }: Kind<'similarity'>) {
  const t = useTranslations('prompts.questions');
  return (
    <div className="grid gap-2 sm:grid-cols-[1fr_8rem]">
      <TextArea
        label={t('expected')}
        required
        maxLength={2000}
        className="min-h-16"
        value={check.expected}
        onChange={(event) => onChange({ ...check, expected: event.target.value })}
      />
      <ThresholdField
        label={t('threshold')}
        value={check.threshold}
        onChange={(threshold) => onChange({ ...check, threshold })}
      />
    </div>
  );
}

function JudgeFields({ check, models, onChange }: Kind<'judge'> & Pick<CheckFieldsProps, 'models'>) {
  const t = useTranslations('prompts.questions');
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <TextArea
        label={t('criterion')}
        hint={t('criterionHint')}
        required
        maxLength={1000}
        className="min-h-16"
        value={check.criterion}
        onChange={(event) => onChange({ ...check, criterion: event.target.value })}
      />
      <NamedSelect
        label={t('judgeModel')}
        value={check.modelId ?? ''}
        onChange={(id) => onChange({ ...check, modelId: id || null })}
        options={models}
        none={t('sameModel')}
      />
    </div>
  );
}
