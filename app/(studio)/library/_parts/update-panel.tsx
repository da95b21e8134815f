'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useSize } from '#app/_ui/use-size.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import type { LibraryEntry } from './library-list.tsx';
import { QuestionField } from './question-field.tsx';
import { UpdateChanges } from './update-changes.tsx';

type Difference = RouterOutputs['library']['difference'][number];

const mostQuestions = 20;

/** A newer version: what its creator says of it, what it would change on questions of one's own, and only then updating. */
export function UpdatePanel({ entry }: { entry: LibraryEntry }) {
  const t = useTranslations('library.update');
  const api = useTRPC();
  const queries = useQueryClient();
  const { deedId, newest, kind } = entry;
  const update = useMutation(
    api.library.update.mutationOptions({
      onSuccess: () => {
        toast.success(t(`done.${kind === 'agent' || kind === 'dataset' ? kind : 'part'}`));
        void queries.invalidateQueries({ queryKey: api.library.pathKey() });
      },
    }),
  );
  // Until the list tells that it is installed, a second click would be refused.
  const isUpdating = update.isPending || update.isSuccess;
  return (
    <section className="space-y-3 rounded-md border border-accent p-3 text-sm">
      <div>
        <h3 className="font-medium">{t('title', { number: newest.number })}</h3>
        <p className="text-muted">{t('lead')}</p>
      </div>
      <NewVersions deedId={deedId} />
      {kind === 'knowledge' ? <FoundOtherwise entry={entry} /> : <UpdateChanges entry={entry} />}
      {update.error && <Notice tone="bad">{update.error.message}</Notice>}
      <div className="space-y-1 border-line border-t pt-3">
        <Button
          size="small"
          tone="accent"
          disabled={isUpdating}
          onClick={() => update.mutate({ deedId, number: newest.number })}
        >
          {isUpdating ? t('updating') : t('button', { number: newest.number })}
        </Button>
        {kind !== 'dataset' && <p className="text-muted text-xs">{t('keeps')}</p>}
      </div>
    </section>
  );
}

/** What has come since the installed version, in its creator's words. */
function NewVersions({ deedId }: { deedId: string }) {
  const t = useTranslations('library.update');
  const format = useFormatter();
  const size = useSize();
  const { data: versions = [] } = useQuery(useTRPC().library.versions.queryOptions({ deedId }));
  return (
    <ul className="space-y-1">
      {versions.map(({ number, createdAt, note, sizeBytes }) => (
        <li key={number}>
          <span className="font-medium">{t('version', { number })}</span>{' '}
          <span className="text-muted text-xs">
            {format.dateTime(createdAt, { dateStyle: 'medium' })}
            {sizeBytes > 0 && `, ${size(sizeBytes)}`}
          </span>
          {note !== '' && <p className="break-words">{note}</p>}
        </li>
      ))}
    </ul>
  );
}

/** What both versions of knowledge find for questions of one's own. */
function FoundOtherwise({ entry }: { entry: LibraryEntry }) {
  const t = useTranslations('library.update');
  const [text, setText] = useState('');
  const difference = useMutation(useTRPC().library.difference.mutationOptions());
  const { deedId, newest } = entry;
  const questions = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, mostQuestions);

  function submit(event: FormEvent) {
    event.preventDefault();
    difference.mutate({ deedId, number: newest.number, questions });
  }

  return (
    <div className="space-y-3">
      <form onSubmit={submit} className="space-y-2">
        <QuestionField label={t('questions')} hint={t('questionsHint')} value={text} onChange={setText} />
        <Button type="submit" size="small" disabled={questions.length === 0 || difference.isPending}>
          {difference.isPending ? t('comparing', { count: questions.length }) : t('compare')}
        </Button>
      </form>
      {difference.error && <Notice tone="bad">{difference.error.message}</Notice>}
      {difference.data?.map((row) => (
        <DifferenceRow key={row.question} row={row} />
      ))}
    </div>
  );
}

function DifferenceRow({ row }: { row: Difference }) {
  const t = useTranslations('library.update');
  return (
    <div className="space-y-2">
      <p className="break-words font-medium">
        {row.question} <Badge tone={isSame(row) ? 'neutral' : 'accent'}>{t(isSame(row) ? 'same' : 'other')}</Badge>
      </p>
      <div className="grid gap-2 sm:grid-cols-2">
        {(['before', 'after'] as const).map((side) => (
          <Side key={side} title={t(side)} finding={row[side]} />
        ))}
      </div>
    </div>
  );
}

/** The same passages, in the same order. */
function isSame({ before, after }: Difference): boolean {
  const texts = (finding: Difference['before']) => JSON.stringify(finding.passages.map(({ text }) => text));
  return texts(before) === texts(after);
}

function Side({ title, finding }: { title: string; finding: Difference['before'] }) {
  const t = useTranslations('library.update');
  const { passages, strength, isSufficient } = finding;
  return (
    <div className="min-w-0 rounded-md border border-line p-2">
      <p className="text-muted text-xs">
        {title} · {t(isSufficient ? 'enough' : 'tooLittle', { strength })}
      </p>
      {passages.length === 0 && <p>{t('nothing')}</p>}
      <ul className="list-disc space-y-1 pl-4">
        {passages.map(({ documentName, text }) => (
          <li key={`${documentName}-${text}`} className="break-words">
            <span className="line-clamp-6">{text}</span>
            <span className="text-muted text-xs">{documentName}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
