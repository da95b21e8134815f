import { serverApi } from '#app/_trpc/server-api.ts';
import { DocumentsPanel } from '#app/(studio)/knowledge/_parts/documents-panel.tsx';

export default async function DocumentsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const [documents, limits] = await Promise.all([api.knowledge.documents({ knowledgeId: id }), api.knowledge.limits()]);
  return <DocumentsPanel knowledgeId={id} initial={documents} limits={limits} />;
}
