import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { DeletePlugin } from '#app/(studio)/plugins/_parts/delete-plugin.tsx';
import { PluginVersions } from '#app/(studio)/plugins/_parts/plugin-versions.tsx';
import { PluginWorkbench } from '#app/(studio)/plugins/_parts/plugin-workbench.tsx';

export default async function PluginPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const t = await getTranslations('plugins');
  const plugin = await api.plugin.get({ pluginId: id }).catch(() => notFound());
  const [versions, templates] = await Promise.all([api.plugin.versions({ pluginId: id }), api.plugin.templates()]);
  const samples = Object.fromEntries(
    templates.map(({ definition, sample }) => [definition.kind, JSON.stringify(sample, null, 2)]),
  );
  return (
    <>
      <PageHeading
        title={plugin.name}
        lead={t(`kind.${plugin.definition.kind}`)}
        trail={[{ name: t('title'), href: '/plugins' }]}
        actions={<DeletePlugin pluginId={id} name={plugin.name} />}
      />
      <div className="space-y-6">
        <PluginWorkbench plugin={plugin} samples={samples} />
        <PluginVersions pluginId={id} initial={versions} />
      </div>
    </>
  );
}
