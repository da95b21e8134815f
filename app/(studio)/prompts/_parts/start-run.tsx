'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { NamedSelect } from '#app/_ui/named-select.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { TrialColumn } from '#protocol/evaluations/evaluation.ts';
import type { RouterOutputs } from '#server/api/router.ts';

interface StartRunProps {
  sets: RouterOutputs['evaluation']['sets'];
  agentId: string | null;
  columns: TrialColumn[];
}

/** Runs the columns against a question set, as a job with scores. */
export function StartRun({ sets, agentId, columns }: StartRunProps) {
  const t = useTranslations('prompts.compare');
  const router = useRouter();
  const [questionSetId, setQuestionSetId] = useState(sets[0]?.id ?? '');
  const named = sets.map(({ id, name, questionCount }) => ({
    id,
    name: t('setOption', { name, count: questionCount }),
  }));
  const start = useMutation(
    useTRPC().evaluation.start.mutationOptions({
      onSuccess: ({ jobId }) => router.push(`/prompts/questions/runs/${jobId}`),
    }),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    start.mutate({ questionSetId, agentId, columns });
  }
  return (
    <Card>
      <CardHeading title={t('againstSet')} />
      {sets.length === 0 ? (
        <p className="text-muted text-sm">
          {t('noSets')}{' '}
          <Link href="/prompts/questions" className="text-accent underline">
            {t('makeSet')}
          </Link>
        </p>
      ) : (
        <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
          <NamedSelect label={t('set')} value={questionSetId} onChange={setQuestionSetId} options={named} />
          <Button type="submit" disabled={start.isPending}>
            {t('startRun')}
          </Button>
        </form>
      )}
      {start.error && <Notice tone="bad">{start.error.message}</Notice>}
    </Card>
  );
}
