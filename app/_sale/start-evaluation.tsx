'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { NamedSelect } from '#app/_ui/named-select.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';

/** Asks the published version the questions of a set, on a node of the creator's. */
export function StartEvaluation({ versionId, kind }: { versionId: string; kind: string }) {
  const t = useTranslations('sale.evaluation');
  const api = useTRPC();
  const sets = useQuery(api.evaluation.sets.queryOptions());
  const models = useQuery(api.model.list.queryOptions());
  const failed = sets.error ?? models.error;
  if (failed) {
    const retry = () => void Promise.all([sets.refetch(), models.refetch()]);
    return <ErrorPanel message={failed.message} onRetry={retry} />;
  }
  if (!sets.data || !models.data) return <Skeleton lines={2} label={t('loading')} />;
  const asked = sets.data.filter(({ questionCount }) => questionCount > 0);
  if (asked.length === 0) {
    return (
      <p className="text-sm">
        {t('noSets')}{' '}
        <Link href="/prompts/questions" className="text-accent underline">
          {t('makeSet')}
        </Link>
      </p>
    );
  }
  const chat = models.data.filter((model) => model.kind === 'chat');
  return <Form versionId={versionId} sets={asked} models={kind === 'agent' ? chat.slice(0, 1) : chat} kind={kind} />;
}

interface FormProps {
  versionId: string;
  kind: string;
  sets: { id: string; name: string; questionCount: number }[];
  models: { id: string; name: string }[];
}

function Form({ versionId, kind, sets, models }: FormProps) {
  const t = useTranslations('sale.evaluation');
  const [questionSetId, setQuestionSetId] = useState(sets[0]?.id ?? '');
  const [modelId, setModelId] = useState(models[0]?.id ?? '');
  const named = sets.map(({ id, name, questionCount }) => ({
    id,
    name: t('setOption', { name, count: questionCount }),
  }));
  const start = useMutation(useTRPC().sale.evaluate.mutationOptions());

  function submit(event: FormEvent) {
    event.preventDefault();
    start.mutate({ versionId, questionSetId, modelId });
  }

  return (
    <form onSubmit={submit} className="space-y-3">
      <p className="text-muted text-sm">{t('lead')}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <NamedSelect label={t('set')} value={questionSetId} onChange={setQuestionSetId} options={named} />
        {kind !== 'agent' && <NamedSelect label={t('model')} value={modelId} onChange={setModelId} options={models} />}
      </div>
      <Button type="submit" size="small" disabled={start.isPending}>
        {t('run')}
      </Button>
      {start.error && <Notice tone="bad">{start.error.message}</Notice>}
    </form>
  );
}
