'use client';
import { Play, Plus, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { TextArea } from '#app/_ui/field.tsx';
import { NamedSelect } from '#app/_ui/named-select.tsx';
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

/** A column, its id among those shown, and the version its text came from; empty for the draft. */
export type ShownColumn = TrialColumn & { id: number; source: string };

/** Up to three prompts, models or settings that answer the same question side by side, or a whole question set as a job. */
export function ComparePanel({ prompt, versions, models, agents, sets }: CompareProps) {
  const t = useTranslations('prompts.compare');
  const { trials, isRunning, run, stop } = useTrials();
  const [question, setQuestion] = useState('');
  const [agentId, setAgentId] = useState('');
  const [columns, setColumns] = useState(() => startColumns({ prompt, versions, models }));
  const change = (id: number, part: Partial<ShownColumn>) =>
    setColumns((all) => all.map((column) => (column.id === id ? { ...column, ...part } : column)));
  const lastColumn = columns.at(-1);
  /** Never one of a column removed before: what that answered would show again. */
  const lastId = useRef(columns.length);
  function addLike(column: ShownColumn) {
    lastId.current += 1;
    setColumns([...columns, { ...column, id: lastId.current }]);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void run(
      columns.map((column) => ({ columnId: column.id, agentId: agentId || null, column: asTrial(column), question })),
    );
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
          <NamedSelect
            label={t('agent')}
            hint={t('agentHint')}
            value={agentId}
            onChange={setAgentId}
            options={agents}
            none={t('noAgent')}
          />
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
              <Button onClick={() => addLike(lastColumn)}>
                <Plus className="size-4" aria-hidden="true" />
                {t('add')}
              </Button>
            )}
          </div>
        </form>
      </Card>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(17rem,100%),1fr))] gap-4">
        {columns.map((column, index) => (
          <CompareColumn
            key={column.id}
            number={index + 1}
            column={column}
            trial={trials[column.id]}
            choices={{ prompt, versions, models }}
            onChange={(part) => change(column.id, part)}
            onRemove={columns.length > 1 ? () => setColumns(columns.filter(({ id }) => id !== column.id)) : undefined}
          />
        ))}
      </div>
      <StartRun sets={sets} agentId={agentId || null} columns={columns.map(asTrial)} />
    </div>
  );
}

function asTrial({ id: _, source: __, ...column }: ShownColumn): TrialColumn {
  return column;
}

/** The saved draft beside the newest version, where there is one. */
function startColumns({ prompt, versions, models }: Pick<CompareProps, 'prompt' | 'versions' | 'models'>) {
  const { role, text, fewShot } = prompt;
  const modelId = models[0]?.id ?? '';
  const draft: ShownColumn = { ...{ id: 1, source: '', label: 'draft', role, text, fewShot, modelId }, ...defaults };
  const [newest] = versions;
  if (!newest) return [draft];
  return [
    draft,
    { ...draft, id: 2, source: newest.id, label: `v${newest.number}`, text: newest.text, fewShot: newest.fewShot },
  ];
}

const defaults = { temperature: 0.2, topP: 0.95, maxCompletionTokens: 256 };
