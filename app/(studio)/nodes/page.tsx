import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { AddNode } from './_parts/add-node.tsx';
import { NodeList } from './_parts/node-list.tsx';

export const metadata = { title: 'Nodes' };

export default async function NodesPage() {
  const api = await serverApi();
  const t = await getTranslations('nodes');
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} actions={<AddNode />} />
      <NodeList initial={await api.node.list()} />
    </>
  );
}
