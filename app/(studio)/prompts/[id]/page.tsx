import type { Metadata } from 'next';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PromptEditor } from '#app/(studio)/prompts/_parts/prompt-editor.tsx';
import { PromptVersions } from '#app/(studio)/prompts/_parts/prompt-versions.tsx';

interface PromptPageProps {
  params: Promise<{ id: string }>;
}

/** The window's title. */
export async function generateMetadata({ params }: PromptPageProps): Promise<Metadata> {
  const { id } = await params;
  const api = await serverApi();
  return { title: (await orNotFound(api.prompt.get({ promptId: id }))).name };
}

export default async function PromptPage({ params }: PromptPageProps) {
  const { id } = await params;
  const api = await serverApi();
  const prompt = await orNotFound(api.prompt.get({ promptId: id }));
  const [versions, models] = await Promise.all([api.prompt.versions({ promptId: id }), api.model.list()]);
  const chatModels = models.filter(({ kind }) => kind === 'chat');
  return (
    <div className="grid gap-6 lg:grid-cols-2 [&>*]:min-w-0">
      <PromptEditor key={`${prompt.text}${prompt.fewShot.length}`} prompt={prompt} models={chatModels} />
      <PromptVersions prompt={prompt} initial={versions} />
    </div>
  );
}
