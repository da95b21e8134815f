'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { SelectField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { ChangeList } from './change-list.tsx';
import type { LibraryEntry } from './library-list.tsx';
import { QuestionField } from './question-field.tsx';

const mostQuestions = 5;
const answers = new Set(['prompt', 'agent']);

/** What a newer version of a prompt, tool, plugin, agent, model or dataset does otherwise; of what answers, its answers to questions of one's own too. */
export function UpdateChanges({ entry }: { entry: LibraryEntry }) {
  const t = useTranslations('library.changes');
  const changes = useMutation(useTRPC().library.changes.mutationOptions());
  const { deedId, newest, kind } = entry;
  return (
    <div className="space-y-3">
      {!changes.data && (
        <Button
          size="small"
          disabled={changes.isPending}
          onClick={() => changes.mutate({ deedId, number: newest.number })}
        >
          {changes.isPending ? t('looking') : t('look')}
        </Button>
      )}
      {changes.error && <Notice tone="bad">{changes.error.message}</Notice>}
      {changes.data && <ChangeList changes={changes.data.changes} />}
      {answers.has(kind) && <OwnQuestions entry={entry} />}
    </div>
  );
}

function OwnQuestions({ entry }: { entry: LibraryEntry }) {
  const t = useTranslations('library.changes');
  const api = useTRPC();
  const models = useQuery(api.model.list.queryOptions());
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('');
  const compare = useMutation(api.library.answers.mutationOptions());
  const chat = (models.data ?? []).filter((model) => model.kind === 'chat');
  const modelId = chosen || (chat[0]?.id ?? '');
  const questions = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, mostQuestions);

  function submit(event: FormEvent) {
    event.preventDefault();
    compare.mutate({ deedId: entry.deedId, number: entry.newest.number, modelId, questions });
  }

  return (
    <form onSubmit={submit} className="space-y-2">
      <QuestionField label={t('questions')} hint={t('questionsHint')} value={text} onChange={setText} />
      {entry.kind === 'prompt' && (
        <SelectField label={t('model')} value={modelId} onChange={(event) => setChosen(event.target.value)}>
          {chat.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      <Button type="submit" size="small" disabled={questions.length === 0 || modelId === '' || compare.isPending}>
        {compare.isPending ? t('asking') : t('ask')}
      </Button>
      {compare.error && <Notice tone="bad">{compare.error.message}</Notice>}
      {compare.data?.map((row) => (
        <AnswerRow key={row.question} row={row} />
      ))}
    </form>
  );
}

function AnswerRow({ row }: { row: RouterOutputs['library']['answers'][number] }) {
  const t = useTranslations('library.update');
  return (
    <div className="space-y-2">
      <p className="font-medium">{row.question}</p>
      <div className="grid gap-2 sm:grid-cols-2">
        {(['before', 'after'] as const).map((side) => (
          <div key={side} className="min-w-0 rounded-md border border-line p-2">
            <p className="text-muted text-xs">{t(side)}</p>
            <p className="whitespace-pre-wrap break-words">{row[side]}</p>
          </div>
        ))}
      </div>
    </div>
  );
}
