import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { chunksPerPage } from '#app/(studio)/knowledge/_parts/chunks-per-page.ts';
import { DocumentReader } from '#app/(studio)/knowledge/_parts/document-reader.tsx';

interface DocumentPageProps {
  params: Promise<{ id: string; documentId: string }>;
  searchParams: Promise<{ passage?: string | string[] }>;
}

export default async function DocumentPage({ params, searchParams }: DocumentPageProps) {
  const { documentId } = await params;
  const { passage } = await searchParams;
  const api = await serverApi();
  const document = await orNotFound(api.knowledge.document({ documentId }));
  const holding = typeof passage === 'string' ? passage : undefined;
  const chunks = await orNotFound(api.knowledge.chunks({ documentId, limit: chunksPerPage, holding }));
  return <DocumentReader document={document} initial={chunks} />;
}
