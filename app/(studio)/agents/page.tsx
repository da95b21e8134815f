import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { AgentList } from './_parts/agent-list.tsx';
import { CreateAgent } from './_parts/create-agent.tsx';

export const metadata = { title: 'Agents' };

export default async function AgentsPage() {
  const api = await serverApi();
  const t = await getTranslations('agents');
  const [agents, models] = await Promise.all([api.agent.list(), api.model.list()]);
  return (
    <>
      <PageHeading
        title={t('title')}
        lead={t('lead')}
        actions={<CreateAgent models={models.filter((model) => model.kind === 'chat')} />}
      />
      <AgentList initial={agents} />
    </>
  );
}
