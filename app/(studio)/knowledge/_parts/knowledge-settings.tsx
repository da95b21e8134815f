'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextArea, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useUnsavedGuard } from '#app/_ui/use-unsaved-guard.ts';
import type { RouterOutputs } from '#server/api/router.ts';

const numbers = [
  { label: 'targetTokens', field: 'chunking.targetTokens', min: 32, max: 2000 },
  { label: 'maxTokens', field: 'chunking.maxTokens', min: 48, max: 4000 },
  { label: 'overlapTokens', field: 'chunking.overlapTokens', min: 0, max: 500 },
  { label: 'passages', field: 'retrieval.passages', min: 1, max: 20 },
  { label: 'budget', field: 'retrieval.passageTokenBudget', min: 32, max: 16000 },
  { label: 'dense', field: 'retrieval.denseLimit', min: 1, max: 200 },
] as const;

/** Name, how documents are cut, and how many passages are found. */
export function KnowledgeSettings({ knowledge }: { knowledge: RouterOutputs['knowledge']['get'] }) {
  const t = useTranslations('knowledge.settings');
  const router = useRouter();
  const api = useTRPC();
  const { name, description, chunking, retrieval } = knowledge;
  const { register, handleSubmit, reset, formState } = useForm({
    defaultValues: { name, description, chunking, retrieval },
  });
  const rename = useMutation(api.knowledge.rename.mutationOptions());
  const update = useMutation(api.knowledge.updateSettings.mutationOptions());
  const problem = rename.error ?? update.error;
  useUnsavedGuard(formState.isDirty);
  const submit = handleSubmit(async (values) => {
    const target = { knowledgeId: knowledge.id };
    await rename.mutateAsync({ ...target, name: values.name, description: values.description });
    await update.mutateAsync({ ...target, chunking: values.chunking, retrieval: values.retrieval });
    reset(values);
    router.refresh();
    toast.success(t('saved'));
  });
  return (
    <Card>
      <CardHeading title={t('title')} />
      <form onSubmit={(event) => void submit(event).catch(() => undefined)} className="space-y-4">
        <TextField label={t('name')} required maxLength={120} {...register('name')} />
        <TextArea label={t('description')} maxLength={2000} className="min-h-16" {...register('description')} />
        <p className="text-muted text-sm">{t('chunkingLead')}</p>
        <div className="grid gap-3 sm:grid-cols-3">
          {numbers.map(({ label, field, min, max }) => (
            <TextField
              key={field}
              label={t(label)}
              type="number"
              required
              min={min}
              max={max}
              {...register(field, { valueAsNumber: true })}
            />
          ))}
        </div>
        <p className="text-muted text-sm">
          {t('model', { model: knowledge.embeddingModel })}{' '}
          {knowledge.evidenceThreshold !== null && t('threshold', { value: knowledge.evidenceThreshold.toFixed(2) })}
        </p>
        {problem && <Notice tone="bad">{problem.message}</Notice>}
        <Button type="submit" tone="accent" disabled={!formState.isDirty || rename.isPending || update.isPending}>
          {t('save')}
        </Button>
      </form>
    </Card>
  );
}
