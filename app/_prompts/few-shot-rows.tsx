'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { TextArea } from '#app/_ui/field.tsx';
import { useRows } from '#app/_ui/use-rows.ts';
import { limits } from '#protocol/limits.ts';
import type { FewShotRow } from '#protocol/prompts/prompt-rules.ts';

interface FewShotRowsProps {
  examples: FewShotRow[];
  onChange: (examples: FewShotRow[]) => void;
}

/** Worked examples: what a user asks and what the agent answers, given to the model as earlier turns. */
export function FewShotRows({ examples, onChange }: FewShotRowsProps) {
  const t = useTranslations('prompts.fewShot');
  const { rows, add } = useRows(examples, onChange);
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">{t('title')}</legend>
      <p className="text-muted text-xs">{t('hint')}</p>
      {rows.map(({ id, number, value, change, remove }) => (
        <div key={id} className="grid gap-2 rounded-md border border-line p-2 sm:grid-cols-[1fr_1fr_auto]">
          <TextArea
            label={t('question', { number })}
            required
            maxLength={4000}
            className="min-h-16"
            value={value.question}
            onChange={(event) => change({ ...value, question: event.target.value })}
          />
          <TextArea
            label={t('answer', { number })}
            required
            maxLength={4000}
            className="min-h-16"
            value={value.answer}
            onChange={(event) => change({ ...value, answer: event.target.value })}
          />
          <Button size="icon" tone="plain" aria-label={t('remove', { number })} onClick={remove}>
            <Trash2 className="size-4" />
          </Button>
        </div>
      ))}
      {rows.length < limits.fewShotRows && (
        <Button size="small" onClick={() => add({ question: '', answer: '' })}>
          <Plus className="size-4" aria-hidden="true" />
          {t('add')}
        </Button>
      )}
    </fieldset>
  );
}
