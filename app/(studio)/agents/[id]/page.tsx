import { serverApi } from '#app/_trpc/server-api.ts';
import { AgentForm } from '#app/(studio)/agents/_parts/agent-form.tsx';
import { MissingParts } from '#app/(studio)/agents/_parts/missing-parts.tsx';
import { NewerParts } from '#app/(studio)/agents/_parts/newer-parts.tsx';

export default async function BuildPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const [agent, models, knowledge, prompts, tools, plugins, newer, missing] = await Promise.all([
    api.agent.get({ agentId: id }),
    api.model.list(),
    api.knowledge.list(),
    api.prompt.list(),
    api.tool.list(),
    api.agent.pluginChoices(),
    api.agent.newerParts({ agentId: id }),
    api.library.missingParts({ agentId: id }),
  ]);
  const chatModels = models.filter((model) => model.kind === 'chat');
  const choices = { models: chatModels, knowledge, prompts, tools, plugins };
  return (
    <>
      <MissingParts parts={missing} />
      <NewerParts agentId={id} initial={newer} publishHref={`/agents/${id}/versions`} />
      <AgentForm agent={agent} {...choices} />
    </>
  );
}
