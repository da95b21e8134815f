import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { LinkTabs } from '#app/_ui/tabs.tsx';

interface KnowledgeLayoutProps {
  children: ReactNode;
  params: Promise<{ id: string }>;
}

/** The window's title. */
export async function generateMetadata({ params }: KnowledgeLayoutProps): Promise<Metadata> {
  const { id } = await params;
  const api = await serverApi();
  return { title: (await orNotFound(api.knowledge.get({ knowledgeId: id }))).name };
}

export default async function KnowledgeLayout({ children, params }: KnowledgeLayoutProps) {
  const { id } = await params;
  const api = await serverApi();
  const t = await getTranslations('knowledge');
  const knowledge = await orNotFound(api.knowledge.get({ knowledgeId: id }));
  return (
    <>
      <PageHeading
        title={knowledge.name}
        lead={knowledge.description}
        trail={[{ name: t('title'), href: '/knowledge' }]}
      />
      <LinkTabs
        label={knowledge.name}
        tabs={[
          { name: t('tabs.documents'), href: `/knowledge/${id}` },
          { name: t('tabs.search'), href: `/knowledge/${id}/search` },
          { name: t('tabs.versions'), href: `/knowledge/${id}/versions` },
          { name: t('tabs.settings'), href: `/knowledge/${id}/settings` },
        ]}
      />
      {children}
    </>
  );
}
