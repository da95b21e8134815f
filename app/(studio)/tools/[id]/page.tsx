import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { DeleteTool } from '#app/(studio)/tools/_parts/delete-tool.tsx';
import { SecretsPanel } from '#app/(studio)/tools/_parts/secrets-panel.tsx';
import { TestCall } from '#app/(studio)/tools/_parts/test-call.tsx';
import { ToolEditor } from '#app/(studio)/tools/_parts/tool-editor.tsx';
import { ToolVersions } from '#app/(studio)/tools/_parts/tool-versions.tsx';

export default async function ToolPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const t = await getTranslations('tools');
  const tool = await api.tool.get({ toolId: id }).catch(() => notFound());
  const [versions, secrets] = await Promise.all([api.tool.versions({ toolId: id }), api.tool.secrets.list()]);
  return (
    <>
      <PageHeading
        title={tool.name}
        lead={
          tool.importedFrom
            ? t('importedFrom', { source: tool.importedFrom })
            : t(`kind.${tool.definition.target.kind}`)
        }
        trail={[{ name: t('title'), href: '/tools' }]}
        actions={<DeleteTool toolId={id} name={tool.name} />}
      />
      <div className="grid gap-6 xl:grid-cols-[3fr_2fr]">
        <ToolEditor tool={tool} />
        <div className="min-w-0 space-y-6">
          <TestCall initial={tool} />
          <SecretsPanel initial={secrets} tool={tool} />
          <ToolVersions toolId={id} initial={versions} users={tool.users} />
        </div>
      </div>
    </>
  );
}
