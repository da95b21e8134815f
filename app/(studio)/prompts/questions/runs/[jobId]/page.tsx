import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { RunView } from '#app/(studio)/prompts/_parts/run-view.tsx';

export const metadata = { title: 'Run of a question set' };

export default async function RunPage({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params;
  const api = await serverApi();
  const t = await getTranslations('prompts');
  const run = await api.evaluation.run({ jobId }).catch(() => notFound());
  const set = await api.evaluation.set({ questionSetId: run.questionSetId });
  return (
    <>
      <PageHeading
        title={t('run.title', { name: set.name })}
        trail={[
          { name: t('title'), href: '/prompts' },
          { name: t('questions.title'), href: '/prompts/questions' },
          { name: set.name, href: `/prompts/questions/${set.id}` },
        ]}
      />
      <RunView initial={run} />
    </>
  );
}
