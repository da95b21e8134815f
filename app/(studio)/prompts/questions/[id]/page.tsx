import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { DeleteQuestionSet } from '#app/(studio)/prompts/_parts/delete-question-set.tsx';
import { QuestionSetEditor } from '#app/(studio)/prompts/_parts/question-set-editor.tsx';
import { RunList } from '#app/(studio)/prompts/_parts/run-list.tsx';

export default async function QuestionSetPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const t = await getTranslations('prompts');
  const set = await api.evaluation.set({ questionSetId: id }).catch(() => notFound());
  const [runs, models] = await Promise.all([api.evaluation.runs({ questionSetId: id }), api.model.list()]);
  return (
    <>
      <PageHeading
        title={set.name}
        trail={[
          { name: t('title'), href: '/prompts' },
          { name: t('questions.title'), href: '/prompts/questions' },
        ]}
        actions={<DeleteQuestionSet questionSetId={id} name={set.name} />}
      />
      <div className="grid gap-6 lg:grid-cols-[2fr_1fr]">
        <QuestionSetEditor set={set} models={models.filter(({ kind }) => kind === 'chat')} />
        <RunList runs={runs} />
      </div>
    </>
  );
}
