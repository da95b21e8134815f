'use client';
import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Starts a tool by form: what it is called, what it is for, and which address it calls. */
export function CreateTool() {
  const t = useTranslations('tools');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const { register, handleSubmit } = useForm({
    defaultValues: { name: '', functionName: '', description: '', method: 'GET' as const, url: 'https://' },
  });
  const create = useMutation(
    useTRPC().tool.create.mutationOptions({ onSuccess: ({ ids }) => router.push(`/tools/${ids[0]}`) }),
  );
  const submit = handleSubmit(({ name, functionName, description, method, url }) =>
    create.mutate({
      tools: [{ name, definition: startingDefinition({ name: functionName, description, method, url }) }],
    }),
  );
  return (
    <>
      <Button tone="accent" onClick={() => setIsOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        {t('create.button')}
      </Button>
      <Dialog title={t('create.button')} description={t('create.lead')} isOpen={isOpen} onOpenChange={setIsOpen}>
        <form onSubmit={(event) => void submit(event)} className="space-y-4">
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
          {create.error && <Notice tone="bad">{create.error.message}</Notice>}
          <Button type="submit" tone="accent" disabled={create.isPending}>
            {t('create.submit')}
          </Button>
        </form>
      </Dialog>
    </>
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
