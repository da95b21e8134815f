import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { AddDataset } from './_parts/add-dataset.tsx';
import { DatasetList } from './_parts/dataset-list.tsx';

export const metadata = { title: 'Datasets' };

export default async function FinetuningPage() {
  const api = await serverApi();
  const t = await getTranslations('finetuning');
  const datasets = await api.dataset.list();
  const own = datasets.filter(({ from }) => from === 'own').map(({ id, name }) => ({ id, name }));
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} actions={<AddDataset own={own} />} />
      <DatasetList initial={datasets} />
    </>
  );
}
