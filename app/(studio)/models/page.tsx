import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { AddModel } from './_parts/add-model.tsx';
import { ModelList } from './_parts/model-list.tsx';

export const metadata = { title: 'Models' };

export default async function ModelsPage() {
  const api = await serverApi();
  const t = await getTranslations('models');
  const models = await api.model.list();
  const own = models.filter(({ from }) => from === 'own').map(({ id, name }) => ({ id, name }));
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} actions={<AddModel own={own} />} />
      <ModelList initial={models} />
    </>
  );
}
