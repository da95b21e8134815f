import { notFound } from 'next/navigation';
import { serverApi } from '#app/_trpc/server-api.ts';
import { ComparePanel } from '#app/(studio)/prompts/_parts/compare-panel.tsx';

export default async function ComparePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const prompt = await api.prompt.get({ promptId: id }).catch(() => notFound());
  const [versions, models, agents, sets] = await Promise.all([
    api.prompt.versions({ promptId: id }),
    api.model.list(),
    api.agent.list(),
    api.evaluation.sets(),
  ]);
  const chatModels = models.filter(({ kind }) => kind === 'chat');
  return <ComparePanel prompt={prompt} versions={versions} models={chatModels} agents={agents} sets={sets} />;
}
