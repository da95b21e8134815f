import { notFound } from 'next/navigation';
import { serverApi } from '#app/_trpc/server-api.ts';
import { DocumentReader } from '#app/(studio)/knowledge/_parts/document-reader.tsx';

export default async function DocumentPage({ params }: { params: Promise<{ id: string; documentId: string }> }) {
  const { documentId } = await params;
  const api = await serverApi();
  const document = await api.knowledge.document({ documentId }).catch(() => notFound());
  return <DocumentReader document={document} initial={await api.knowledge.chunks({ documentId })} />;
}
