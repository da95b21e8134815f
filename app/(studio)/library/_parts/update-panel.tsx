'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { TextArea } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import type { LibraryEntry } from './library-list.tsx';
import { UpdateChanges } from './update-changes.tsx';

type Difference = RouterOutputs['library']['difference'][number];

/** A newer version: what it would change on questions of one's own, and only then updating. */
export function UpdatePanel({ entry }: { entry: LibraryEntry }) {
  const t = useTranslations('library.update');
  const api = useTRPC();
  const [text, setText] = useState('');
  const difference = useMutation(api.library.difference.mutationOptions());
  const update = useMutation(api.library.update.mutationOptions({ onSuccess: () => toast.success(t('done')) }));
  const { deedId, newest, kind } = entry;
  const questions = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 20);

  function submit(event: FormEvent) {
    event.preventDefault();
    difference.mutate({ deedId, number: newest.number, questions });
  }

  return (
    <section className="space-y-3 rounded-md border border-accent p-3 text-sm">
      <h3 className="font-medium">{t('title', { number: newest.number })}</h3>
      {kind === 'knowledge' && (
        <form onSubmit={submit} className="space-y-2">
          <TextArea
            label={t('questions')}
            hint={t('questionsHint')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" size="small" disabled={questions.length === 0 || difference.isPending}>
            {difference.isPending ? t('comparing') : t('compare')}
          </Button>
        </form>
      )}
      {kind !== 'knowledge' && <UpdateChanges entry={entry} />}
      {difference.error && <Notice tone="bad">{difference.error.message}</Notice>}
      {difference.data?.map((row) => (
        <DifferenceRow key={row.question} row={row} />
      ))}
      {update.error && <Notice tone="bad">{update.error.message}</Notice>}
      <Button
        size="small"
        tone="accent"
        disabled={update.isPending}
        onClick={() => update.mutate({ deedId, number: newest.number })}
      >
        {t('button', { number: newest.number })}
      </Button>
    </section>
  );
}

function DifferenceRow({ row }: { row: Difference }) {
  const t = useTranslations('library.update');
  return (
    <div className="space-y-2">
      <p className="font-medium">{row.question}</p>
      <div className="grid gap-2 sm:grid-cols-2">
        {(['before', 'after'] as const).map((side) => (
          <Side key={side} title={t(side)} finding={row[side]} />
        ))}
      </div>
    </div>
  );
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
            <span className="line-clamp-3">{text}</span>
            <span className="text-muted text-xs">{documentName}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
