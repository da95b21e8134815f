import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { LinkTabs } from '#app/_ui/tabs.tsx';
import { DeletePrompt } from '#app/(studio)/prompts/_parts/delete-prompt.tsx';

export default async function PromptLayout({
  params,
  children,
}: {
  params: Promise<{ id: string }>;
  children: ReactNode;
}) {
  const { id } = await params;
  const api = await serverApi();
  const t = await getTranslations('prompts');
  const prompt = await orNotFound(api.prompt.get({ promptId: id }));
  return (
    <>
      <PageHeading
        title={prompt.name}
        lead={t(`role.${prompt.role}`)}
        trail={[{ name: t('title'), href: '/prompts' }]}
        actions={<DeletePrompt promptId={id} name={prompt.name} />}
      />
      <LinkTabs
        label={t('tabs.label')}
        tabs={[
          { name: t('tabs.edit'), href: `/prompts/${id}` },
          { name: t('tabs.compare'), href: `/prompts/${id}/compare` },
        ]}
      />
      {children}
    </>
  );
}
