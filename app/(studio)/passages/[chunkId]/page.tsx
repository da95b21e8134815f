import { redirect } from 'next/navigation';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';

/** The address of a cited passage: leads to its document, where it is marked. */
export default async function PassagePage({ params }: { params: Promise<{ chunkId: string }> }) {
  const { chunkId } = await params;
  const api = await serverApi();
  const found = await orNotFound(api.knowledge.passage({ chunkId }));
  redirect(`/knowledge/${found.knowledgeId}/documents/${found.documentId}?passage=${found.chunkId}`);
}
