import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { CreatePlugin } from './_parts/create-plugin.tsx';
import { PluginList } from './_parts/plugin-list.tsx';

export const metadata = { title: 'Plugins' };

export default async function PluginsPage() {
  const api = await serverApi();
  const t = await getTranslations('plugins');
  const [plugins, templates] = await Promise.all([api.plugin.list(), api.plugin.templates()]);
  return (
    <>
      <PageHeading title={t('title')} lead={t('lead')} actions={<CreatePlugin templates={templates} />} />
      <PluginList plugins={plugins} />
    </>
  );
}
