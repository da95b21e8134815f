import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { AgentSummary } from './_home/agent-summary.tsx';
import { AttentionList } from './_home/attention-list.tsx';
import { Checklist } from './_home/checklist.tsx';

export const metadata = { title: 'Home' };

export default async function HomePage() {
  const api = await serverApi();
  const t = await getTranslations('home');
  const [steps, attention, agents, knowledge] = await Promise.all([
    api.account.firstSteps(),
    api.account.attention(),
    api.agent.list(),
    api.knowledge.list(),
  ]);
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} />
      <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <Checklist steps={steps} knowledgeId={knowledge.find(({ chunks }) => chunks > 0)?.id} agentId={agents[0]?.id} />
        <div className="space-y-6">
          <AttentionList attention={attention} />
          <AgentSummary agents={agents} />
        </div>
      </div>
    </>
  );
}
