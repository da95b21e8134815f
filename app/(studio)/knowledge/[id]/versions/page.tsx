import { serverApi } from '#app/_trpc/server-api.ts';
import { KnowledgeVersions } from '#app/(studio)/knowledge/_parts/knowledge-versions.tsx';

export default async function VersionsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  return <KnowledgeVersions knowledgeId={id} initial={await api.knowledge.versions({ knowledgeId: id })} />;
}
