'use client';
import { Play, Plus, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { SelectField, TextArea } from '#app/_ui/field.tsx';
import type { TrialColumn } from '#protocol/evaluations/evaluation.ts';
import { limits } from '#protocol/limits.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { CompareColumn } from './compare-column.tsx';
import { StartRun } from './start-run.tsx';
import { useTrials } from './use-trial.ts';

export interface CompareProps {
  prompt: RouterOutputs['prompt']['get'];
  versions: RouterOutputs['prompt']['versions'];
  models: { id: string; name: string }[];
  agents: RouterOutputs['agent']['list'];
  sets: RouterOutputs['evaluation']['sets'];
}

/** A column, and the version its text came from; empty for the draft. */
export type ShownColumn = TrialColumn & { source: string };

/** Up to three prompts, models or settings that answer the same question side by side, or a whole question set as a job. */
export function ComparePanel({ prompt, versions, models, agents, sets }: CompareProps) {
  const t = useTranslations('prompts.compare');
  const { trials, isRunning, run, stop } = useTrials();
  const [question, setQuestion] = useState('');
  const [agentId, setAgentId] = useState('');
  const [columns, setColumns] = useState(() => startColumns({ prompt, versions, models }));
  const change = (index: number, part: Partial<ShownColumn>) =>
    setColumns((all) => all.map((column, at) => (at === index ? { ...column, ...part } : column)));
  const lastColumn = columns.at(-1);

  function submit(event: FormEvent) {
    event.preventDefault();
    void run(columns.map(({ source: _, ...column }) => ({ agentId: agentId || null, column, question })));
  }

  return (
    <div className="space-y-4">
      <Card>
        <form onSubmit={submit} className="space-y-3">
          <TextArea
            label={t('question')}
            required
            maxLength={20000}
            className="min-h-16"
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
          />
          <SelectField
            label={t('agent')}
            hint={t('agentHint')}
            value={agentId}
            onChange={(event) => setAgentId(event.target.value)}
          >
            <option value="">{t('noAgent')}</option>
            {agents.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" tone="accent" disabled={isRunning || question.trim() === ''}>
              <Play className="size-4" aria-hidden="true" />
              {t('run')}
            </Button>
            {isRunning && (
              <Button onClick={stop}>
                <Square className="size-4" aria-hidden="true" />
                {t('stop')}
              </Button>
            )}
            {lastColumn && columns.length < limits.trialColumns && (
              <Button onClick={() => setColumns([...columns, lastColumn])}>
                <Plus className="size-4" aria-hidden="true" />
                {t('add')}
              </Button>
            )}
          </div>
        </form>
      </Card>
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {columns.map((column, index) => (
          <CompareColumn
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            key={index}
            number={index + 1}
            column={column}
            trial={trials[index]}
            choices={{ prompt, versions, models }}
            onChange={(part) => change(index, part)}
            onRemove={columns.length > 1 ? () => setColumns(columns.filter((_, at) => at !== index)) : undefined}
          />
        ))}
      </div>
      <StartRun sets={sets} agentId={agentId || null} columns={columns.map(({ source: _, ...column }) => column)} />
    </div>
  );
}

/** The saved draft beside the newest version, where there is one. */
function startColumns({ prompt, versions, models }: Pick<CompareProps, 'prompt' | 'versions' | 'models'>) {
  const { role, text, fewShot } = prompt;
  const modelId = models[0]?.id ?? '';
  const draft: ShownColumn = { ...{ source: '', label: 'draft', role, text, fewShot, modelId }, ...defaults };
  const [newest] = versions;
  if (!newest) return [draft];
  return [
    draft,
    { ...draft, source: newest.id, label: `v${newest.number}`, text: newest.text, fewShot: newest.fewShot },
  ];
}

const defaults = { temperature: 0.2, topP: 0.95, maxCompletionTokens: 256 };
