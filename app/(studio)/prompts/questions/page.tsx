import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { CreateQuestionSet } from '#app/(studio)/prompts/_parts/create-question-set.tsx';
import { QuestionSetList } from '#app/(studio)/prompts/_parts/question-set-list.tsx';

export const metadata = { title: 'Question sets' };

export default async function QuestionSetsPage() {
  const api = await serverApi();
  const t = await getTranslations('prompts');
  return (
    <>
      <PageHeading
        title={t('questions.title')}
        lead={t('questions.lead')}
        trail={[{ name: t('title'), href: '/prompts' }]}
        actions={<CreateQuestionSet />}
      />
      <QuestionSetList sets={await api.evaluation.sets()} />
    </>
  );
}
