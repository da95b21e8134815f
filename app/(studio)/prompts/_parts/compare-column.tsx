'use client';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { TemplateArea } from '#app/_prompts/template-area.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import { NamedSelect } from '#app/_ui/named-select.tsx';
import type { CompareProps, ShownColumn } from './compare-panel.tsx';
import { TrialResult } from './trial-result.tsx';
import type { Trial } from './use-trial.ts';

interface CompareColumnProps {
  number: number;
  column: ShownColumn;
  trial: Trial | undefined;
  choices: Pick<CompareProps, 'prompt' | 'versions' | 'models'>;
  onChange: (part: Partial<ShownColumn>) => void;
  onRemove: (() => void) | undefined;
}

/** One of the things compared: where its text comes from, the model, the parameters, and what it answered. */
export function CompareColumn({ number, column, trial, choices, onChange, onRemove }: CompareColumnProps) {
  const t = useTranslations('prompts.compare');
  const { prompt, versions, models } = choices;

  function take(source: string) {
    const version = versions.find(({ id }) => id === source);
    const { text, fewShot } = version ?? prompt;
    onChange({ source, text, fewShot, label: version ? `v${version.number}` : 'draft' });
  }

  return (
    <Card className="min-w-0 space-y-3">
      <CardHeading
        title={t('column', { number, label: column.label })}
        actions={
          onRemove && (
            <Button size="icon" tone="plain" aria-label={t('remove', { number })} onClick={onRemove}>
              <Trash2 className="size-4" />
            </Button>
          )
        }
      />
      <SelectField label={t('source')} value={column.source} onChange={(event) => take(event.target.value)}>
        <option value="">{t('draft')}</option>
        {versions.map((version) => (
          <option key={version.id} value={version.id}>
            v{version.number} {version.label} {version.note}
          </option>
        ))}
      </SelectField>
      <TemplateArea
        label={t('text')}
        value={column.text}
        variables={null}
        onChange={(text) => onChange({ text, label: column.label.endsWith('*') ? column.label : `${column.label}*` })}
      />
      <NamedSelect
        label={t('model')}
        value={column.modelId}
        onChange={(modelId) => onChange({ modelId })}
        options={models}
      />
      <Parameters column={column} onChange={onChange} />
      {trial && <TrialResult trial={trial} />}
    </Card>
  );
}

function Parameters({ column, onChange }: Pick<CompareColumnProps, 'column' | 'onChange'>) {
  const t = useTranslations('prompts.compare');
  return (
    <div className="grid grid-cols-3 gap-2">
      <TextField
        label={t('temperature')}
        type="number"
        step="0.05"
        min={0}
        max={2}
        value={column.temperature}
        onChange={(event) => onChange({ temperature: event.target.valueAsNumber || 0 })}
      />
      <TextField
        label={t('topP')}
        type="number"
        step="0.05"
        min={0.05}
        max={1}
        value={column.topP}
        onChange={(event) => onChange({ topP: event.target.valueAsNumber || 1 })}
      />
      <TextField
        label={t('maxTokens')}
        type="number"
        min={1}
        max={4096}
        value={column.maxCompletionTokens}
        onChange={(event) => onChange({ maxCompletionTokens: event.target.valueAsNumber || 1 })}
      />
    </div>
  );
}
