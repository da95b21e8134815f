'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextArea, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { AddressSection } from './address-section.tsx';
import { AuthSection } from './auth-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { OutputSection } from './output-section.tsx';
import { ParametersSection } from './parameters-section.tsx';
import { SchemaView } from './schema-view.tsx';
import { definitionOf, formOf, type ToolFormValues } from './tool-form-values.ts';

/** Edits a tool's draft by form; experts edit the arguments' JSON schema. */
export function ToolEditor({ tool }: { tool: RouterOutputs['tool']['get'] }) {
  const t = useTranslations('tools');
  const api = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const form = useForm<ToolFormValues>({ values: formOf(tool.name, tool.definition) });
  const { register, handleSubmit, formState } = form;
  const isHttp = tool.definition.target.kind === 'http';
  const save = useMutation(
    api.tool.update.mutationOptions({
      onSuccess: async () => {
        toast.success(t('saved'));
        await queries.invalidateQueries({ queryKey: api.tool.get.queryKey({ toolId: tool.id }) });
        router.refresh();
      },
    }),
  );
  const submit = handleSubmit((values) => {
    const definition = definitionOf(values, tool.definition);
    save.mutate({ toolId: tool.id, name: values.name, description: tool.description, definition });
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="min-w-0 space-y-4">
      <Card className="space-y-3">
        <CardHeading title={t('form.basics')} />
        <TextField label={t('form.name')} required maxLength={120} {...register('name')} />
        <TextField
          label={t('form.functionName')}
          hint={t('form.functionNameHint')}
          required
          className="font-mono"
          {...register('functionName')}
        />
        <TextArea
          label={t('form.description')}
          hint={t('form.descriptionHint')}
          maxLength={1024}
          {...register('description')}
        />
      </Card>
      <AddressSection form={form} isHttp={isHttp} />
      {isHttp && <ParametersSection form={form} />}
      <SchemaView tool={tool} />
      <AuthSection form={form} />
      {isHttp && <OutputSection form={form} />}
      <LimitsSection form={form} />
      {save.error && <Notice tone="bad">{save.error.message}</Notice>}
      <div className="sticky bottom-0 flex items-center gap-3 border-line border-t bg-canvas py-3">
        <Button type="submit" tone="accent" disabled={!formState.isDirty || save.isPending}>
          {t('save')}
        </Button>
        <span className="text-muted text-sm">{formState.isDirty ? t('unsaved') : t('upToDate')}</span>
      </div>
    </form>
  );
}
