'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { CreateDialog } from '#app/_ui/create-dialog.tsx';
import { TemplateFields } from '#app/_ui/template-fields.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CapabilityList } from './capability-list.tsx';

/** Starts a plugin from a worked example. */
export function CreatePlugin({ templates }: { templates: RouterOutputs['plugin']['templates'] }) {
  const t = useTranslations('plugins');
  const [templateId, setTemplateId] = useState(templates[0]?.id ?? '');
  const template = templates.find(({ id }) => id === templateId);
  const [name, setName] = useState('');
  const create = useMutation(useTRPC().plugin.create.mutationOptions());

  async function make() {
    if (!template) return null;
    const { definition } = template;
    return `/plugins/${(await create.mutateAsync({ name: name || template.name, definition })).id}`;
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
        templates={templates.map((one) => ({ ...one, title: `${one.name} · ${t(`kind.${one.definition.kind}`)}` }))}
        templateId={templateId}
        onTemplate={setTemplateId}
        name={name}
        onName={setName}
      >
        {template && (
          <>
            <p>{t(`kindLead.${template.definition.kind}`, { call: '{{plugin name "…"}}' })}</p>
            <CapabilityList capabilities={template.definition.capabilities} />
          </>
        )}
      </TemplateFields>
    </CreateDialog>
  );
}
