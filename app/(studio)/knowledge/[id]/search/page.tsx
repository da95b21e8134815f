import { TrySearch } from '#app/(studio)/knowledge/_parts/try-search.tsx';

export default async function SearchPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <TrySearch knowledgeId={id} />;
}
