'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { TextArea } from '#app/_ui/field.tsx';
import { limits } from '#protocol/limits.ts';
import type { FewShotRow } from '#protocol/prompts/prompt-rules.ts';

/** Worked examples: what a user asks and what the agent answers, given to the model as earlier turns. */
export function FewShotRows({ rows, onChange }: { rows: FewShotRow[]; onChange: (rows: FewShotRow[]) => void }) {
  const t = useTranslations('prompts.fewShot');
  const change = (index: number, part: Partial<FewShotRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">{t('title')}</legend>
      <p className="text-muted text-xs">{t('hint')}</p>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id and are only added at the end or removed
        <div key={index} className="grid gap-2 rounded-md border border-line p-2 sm:grid-cols-[1fr_1fr_auto]">
          <TextArea
            label={t('question', { number: index + 1 })}
            required
            maxLength={4000}
            className="min-h-16"
            value={row.question}
            onChange={(event) => change(index, { question: event.target.value })}
          />
          <TextArea
            label={t('answer', { number: index + 1 })}
            required
            maxLength={4000}
            className="min-h-16"
            value={row.answer}
            onChange={(event) => change(index, { answer: event.target.value })}
          />
          <Button
            size="icon"
            tone="plain"
            aria-label={t('remove', { number: index + 1 })}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <Trash2 className="size-4" />
          </Button>
        </div>
      ))}
      {rows.length < limits.fewShotRows && (
        <Button size="small" onClick={() => onChange([...rows, { question: '', answer: '' }])}>
          <Plus className="size-4" aria-hidden="true" />
          {t('add')}
        </Button>
      )}
    </fieldset>
  );
}
