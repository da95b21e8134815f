import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { DeletePrompt } from '#app/(studio)/prompts/_parts/delete-prompt.tsx';
import { PromptEditor } from '#app/(studio)/prompts/_parts/prompt-editor.tsx';
import { PromptVersions } from '#app/(studio)/prompts/_parts/prompt-versions.tsx';

export default async function PromptPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const t = await getTranslations('prompts');
  const prompt = await api.prompt.get({ promptId: id }).catch(() => notFound());
  return (
    <>
      <PageHeading
        title={prompt.name}
        lead={t(`role.${prompt.role}`)}
        trail={[{ name: t('title'), href: '/prompts' }]}
        actions={<DeletePrompt promptId={id} name={prompt.name} />}
      />
      <div className="grid gap-6 lg:grid-cols-2">
        <PromptEditor prompt={prompt} />
        <PromptVersions promptId={id} initial={await api.prompt.versions({ promptId: id })} />
      </div>
    </>
  );
}
