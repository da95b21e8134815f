'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { TextArea, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useUnsavedGuard } from '#app/_ui/use-unsaved-guard.ts';
import type { RouterOutputs } from '#server/api/router.ts';

/** Edits a prompt's draft. */
export function PromptEditor({ prompt }: { prompt: RouterOutputs['prompt']['get'] }) {
  const t = useTranslations('prompts');
  const { name, description, text } = prompt;
  const { register, handleSubmit, reset, watch, formState } = useForm({
    defaultValues: { name, description, text },
    values: { name, description, text },
  });
  const router = useRouter();
  const save = useMutation(useTRPC().prompt.update.mutationOptions());
  useUnsavedGuard(formState.isDirty);
  const submit = handleSubmit(async (values) => {
    await save.mutateAsync({ promptId: prompt.id, ...values });
    reset(values);
    router.refresh();
    toast.success(t('saved'));
  });
  return (
    <Card>
      <form onSubmit={(event) => void submit(event).catch(() => undefined)} className="space-y-4">
        <TextField label={t('name')} required maxLength={120} {...register('name')} />
        <TextField label={t('description')} maxLength={2000} {...register('description')} />
        <TextArea
          label={t('text')}
          hint={t('characters', { count: watch('text').length })}
          required
          className="min-h-64 font-mono"
          {...register('text')}
        />
        {save.error && <Notice tone="bad">{save.error.message}</Notice>}
        <Button type="submit" tone="accent" disabled={!formState.isDirty || save.isPending}>
          {t('save')}
        </Button>
      </form>
    </Card>
  );
}
