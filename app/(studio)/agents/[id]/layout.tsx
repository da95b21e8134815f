import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { LinkTabs } from '#app/_ui/tabs.tsx';
import { AgentActions } from '#app/(studio)/agents/_parts/agent-actions.tsx';

interface AgentLayoutProps {
  children: ReactNode;
  params: Promise<{ id: string }>;
}

/** The window's title. */
export async function generateMetadata({ params }: AgentLayoutProps): Promise<Metadata> {
  const { id } = await params;
  const api = await serverApi();
  return { title: (await orNotFound(api.agent.get({ agentId: id }))).name };
}

export default async function AgentLayout({ children, params }: AgentLayoutProps) {
  const { id } = await params;
  const api = await serverApi();
  const t = await getTranslations('agents');
  const agent = await orNotFound(api.agent.get({ agentId: id }));
  return (
    <>
      <PageHeading
        title={agent.name}
        lead={agent.description}
        trail={[{ name: t('title'), href: '/agents' }]}
        actions={<AgentActions agentId={id} name={agent.name} />}
      />
      <LinkTabs
        label={agent.name}
        tabs={[
          { name: t('tabs.build'), href: `/agents/${id}` },
          { name: t('tabs.versions'), href: `/agents/${id}/versions` },
          { name: t('tabs.use'), href: `/agents/${id}/use` },
        ]}
      />
      {children}
    </>
  );
}
