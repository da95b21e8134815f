import { notFound } from 'next/navigation';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PromptEditor } from '#app/(studio)/prompts/_parts/prompt-editor.tsx';
import { PromptVersions } from '#app/(studio)/prompts/_parts/prompt-versions.tsx';

export default async function PromptPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const prompt = await api.prompt.get({ promptId: id }).catch(() => notFound());
  const [versions, models] = await Promise.all([api.prompt.versions({ promptId: id }), api.model.list()]);
  const chatModels = models.filter(({ kind }) => kind === 'chat');
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <PromptEditor key={`${prompt.text}${prompt.fewShot.length}`} prompt={prompt} models={chatModels} />
      <PromptVersions prompt={prompt} initial={versions} />
    </div>
  );
}
