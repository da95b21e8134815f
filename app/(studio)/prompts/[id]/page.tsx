import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { DeletePrompt } from '#app/(studio)/prompts/_parts/delete-prompt.tsx';
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
  const t = await getTranslations('prompts');
  const prompt = await orNotFound(api.prompt.get({ promptId: id }));
  return (
    <>
      <PageHeading
        title={prompt.name}
        lead={t(`role.${prompt.role}`)}
        trail={[{ name: t('title'), href: '/prompts' }]}
        actions={<DeletePrompt promptId={id} name={prompt.name} />}
      />
      <div className="grid gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <PromptEditor prompt={prompt} />
        <PromptVersions prompt={prompt} initial={await api.prompt.versions({ promptId: id })} />
      </div>
    </>
  );
}
