import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { CreateKnowledge } from './_parts/create-knowledge.tsx';
import { ImportBundle } from './_parts/import-bundle.tsx';
import { KnowledgeList } from './_parts/knowledge-list.tsx';

export const metadata = { title: 'Knowledge' };

export default async function KnowledgePage() {
  const api = await serverApi();
  const t = await getTranslations('knowledge');
  const actions = (
    <>
      <ImportBundle />
      <CreateKnowledge />
    </>
  );
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} actions={actions} />
      <KnowledgeList initial={await api.knowledge.list()} />
    </>
  );
}
