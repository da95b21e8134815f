import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { CreatePrompt } from './_parts/create-prompt.tsx';
import { PromptList } from './_parts/prompt-list.tsx';

export const metadata = { title: 'Prompts' };

export default async function PromptsPage() {
  const api = await serverApi();
  const t = await getTranslations('prompts');
  const [prompts, templates] = await Promise.all([api.prompt.list(), api.prompt.templates()]);
  return (
    <>
      <PageHeading
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <Button asChild>
              <Link href="/prompts/questions">{t('questionSets')}</Link>
            </Button>
            <CreatePrompt templates={templates} />
          </>
        }
      />
      <PromptList prompts={prompts} />
    </>
  );
}
