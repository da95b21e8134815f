'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { CreateDialog } from '#app/_ui/create-dialog.tsx';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Starts a tool by form: what it is called, what it is for, and which address it calls. */
export function CreateTool() {
  const t = useTranslations('tools');
  const { register, getValues } = useForm({
    defaultValues: { name: '', functionName: '', description: '', method: 'GET' as const, url: 'https://' },
  });
  const create = useMutation(useTRPC().tool.create.mutationOptions());

  async function make() {
    const { name, functionName, ...rest } = getValues();
    const definition = startingDefinition({ ...rest, name: functionName });
    const { ids } = await create.mutateAsync({ tools: [{ name, definition }] });
    return `/tools/${ids[0]}`;
  }
  return (
    <CreateDialog
      button={t('create.button')}
      title={t('create.button')}
      lead={t('create.lead')}
      submit={t('create.submit')}
      isPending={create.isPending}
      problem={create.error?.message}
      onSubmit={make}
    >
      <TextField label={t('form.name')} required maxLength={120} {...register('name')} />
      <TextField
        label={t('form.functionName')}
        hint={t('form.functionNameHint')}
        required
        pattern="[a-zA-Z_][a-zA-Z0-9_\-]{0,63}"
        {...register('functionName')}
      />
      <TextArea
        label={t('form.description')}
        hint={t('form.descriptionHint')}
        maxLength={1024}
        {...register('description')}
      />
      <SelectField label={t('form.method')} {...register('method')}>
        {methods.map((method) => (
          <option key={method}>{method}</option>
        ))}
      </SelectField>
      <TextField label={t('form.url')} hint={t('form.urlHint')} required {...register('url')} />
    </CreateDialog>
  );
}

/** Every `{name}` in the address is an argument of its own. */
function startingDefinition(input: {
  name: string;
  description: string;
  method: (typeof methods)[number];
  url: string;
}): ToolDefinition {
  const { name, description, method, url } = input;
  const names = [...new Set([...url.matchAll(/\{([^{}/]+)\}/g)].map(([, found]) => found ?? ''))];
  return {
    name: name.trim(),
    description: description.trim(),
    parameters: {
      type: 'object',
      properties: Object.fromEntries(names.map((one) => [one, { type: 'string' }])),
      ...(names.length > 0 ? { required: names } : {}),
    },
    target: {
      kind: 'http',
      method,
      url: url.trim(),
      bodyKind: method === 'GET' || method === 'DELETE' ? 'none' : 'json',
      arguments: Object.fromEntries(names.map((one) => [one, { in: 'path', filledBy: { by: 'model' } }])),
      auth: { kind: 'none' },
      output: { kind: 'whole' },
    },
    feedBack: true,
    timeoutMs: 15_000,
    retries: 1,
    cacheSeconds: 0,
    callsPerMinute: 0,
  };
}
