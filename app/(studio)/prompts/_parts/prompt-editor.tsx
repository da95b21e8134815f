'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Controller, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { FewShotRows } from '#app/_prompts/few-shot-rows.tsx';
import { TemplateArea } from '#app/_prompts/template-area.tsx';
import { TokenCount } from '#app/_prompts/token-count.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useUnsavedGuard } from '#app/_ui/use-unsaved-guard.ts';
import type { RouterOutputs } from '#server/api/router.ts';

interface PromptEditorProps {
  prompt: RouterOutputs['prompt']['get'];
  models: { id: string; name: string }[];
}

/** Edits a prompt's draft: text with variables, worked examples, and how many tokens they take. */
export function PromptEditor({ prompt, models }: PromptEditorProps) {
  const t = useTranslations('prompts');
  const router = useRouter();
  const { name, description, text, fewShot } = prompt;
  const { register, control, handleSubmit, reset, watch, formState } = useForm({
    defaultValues: { name, description, text, fewShot, modelId: models[0]?.id ?? '' },
  });
  const save = useMutation(useTRPC().prompt.update.mutationOptions());
  useUnsavedGuard(formState.isDirty);
  const submit = handleSubmit(async ({ modelId, ...values }) => {
    await save.mutateAsync({ promptId: prompt.id, ...values });
    reset({ ...values, modelId });
    toast.success(t('saved'));
    router.refresh();
  });
  const now = watch();
  const texts = [now.text, ...now.fewShot.flatMap((row) => [row.question, row.answer])];
  return (
    <Card>
      <form onSubmit={(event) => void submit(event).catch(() => undefined)} className="space-y-4">
        <TextField label={t('name')} required maxLength={120} {...register('name')} />
        <TextField label={t('description')} maxLength={2000} {...register('description')} />
        <Controller
          control={control}
          name="text"
          render={({ field }) => (
            <TemplateArea
              label={t('text')}
              hint={t('characters', { count: field.value.length })}
              value={field.value}
              onChange={field.onChange}
              variables={null}
              className="min-h-64 font-mono"
            />
          )}
        />
        <div className="grid items-end gap-3 sm:grid-cols-2">
          <SelectField label={t('tokens.model')} {...register('modelId')}>
            {models.map((model) => (
              <option key={model.id} value={model.id}>
                {model.name}
              </option>
            ))}
          </SelectField>
          <TokenCount
            texts={texts}
            modelId={now.modelId}
            modelName={models.find(({ id }) => id === now.modelId)?.name ?? ''}
          />
        </div>
        {prompt.role === 'system' && (
          <Controller
            control={control}
            name="fewShot"
            render={({ field }) => <FewShotRows examples={field.value} onChange={field.onChange} />}
          />
        )}
        {save.error && <Notice tone="bad">{save.error.message}</Notice>}
        <Button type="submit" tone="accent" disabled={!formState.isDirty || save.isPending}>
          {t('save')}
        </Button>
      </form>
    </Card>
  );
}
