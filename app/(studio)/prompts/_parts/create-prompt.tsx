'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { CreateDialog } from '#app/_ui/create-dialog.tsx';
import { TemplateFields } from '#app/_ui/template-fields.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

/** Starts a prompt from a template. */
export function CreatePrompt({ templates }: { templates: RouterOutputs['prompt']['templates'] }) {
  const t = useTranslations('prompts');
  const [templateId, setTemplateId] = useState(templates[0]?.id ?? '');
  const template = templates.find(({ id }) => id === templateId);
  const [name, setName] = useState('');
  const create = useMutation(useTRPC().prompt.create.mutationOptions());

  async function make() {
    if (!template) return null;
    const { role, text } = template;
    return `/prompts/${(await create.mutateAsync({ name: name || template.name, role, text })).id}`;
  }
  return (
    <CreateDialog
      button={t('new')}
      title={t('new')}
      lead={t('createLead')}
      submit={t('create')}
      isPending={create.isPending}
      problem={create.error?.message}
      onSubmit={make}
    >
      <TemplateFields
        labels={{ template: t('template'), name: t('name') }}
        templates={templates.map((one) => ({ ...one, title: `${one.name} · ${t(`role.${one.role}`)}` }))}
        templateId={templateId}
        onTemplate={setTemplateId}
        name={name}
        onName={setName}
      >
        <p>{template?.text}</p>
      </TemplateFields>
    </CreateDialog>
  );
}
