import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { CreateTool } from './_parts/create-tool.tsx';
import { ToolList } from './_parts/tool-list.tsx';

export const metadata = { title: 'Tools' };

export default async function ToolsPage() {
  const api = await serverApi();
  const t = await getTranslations('tools');
  const tools = await api.tool.list();
  return (
    <>
      <PageHeading
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {tools.length > 0 && (
              <Button asChild>
                <Link href="/tools/readiness">{t('readiness.title')}</Link>
              </Button>
            )}
            <Button asChild>
              <Link href="/tools/import">{t('import.title')}</Link>
            </Button>
            <CreateTool />
          </>
        }
      />
      <ToolList initial={tools} />
    </>
  );
}
