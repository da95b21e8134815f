import { serverApi } from '#app/_trpc/server-api.ts';
import { DeleteKnowledge } from '#app/(studio)/knowledge/_parts/delete-knowledge.tsx';
import { KnowledgeSettings } from '#app/(studio)/knowledge/_parts/knowledge-settings.tsx';

export default async function SettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const knowledge = await api.knowledge.get({ knowledgeId: id });
  return (
    <div className="max-w-2xl space-y-6">
      <KnowledgeSettings knowledge={knowledge} />
      <DeleteKnowledge knowledgeId={id} name={knowledge.name} />
    </div>
  );
}
