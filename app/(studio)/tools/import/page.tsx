import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { ImportWizard } from '#app/(studio)/tools/_parts/import-wizard.tsx';

interface ImportPageProps {
  searchParams: Promise<{ from?: string; url?: string; slot?: string }>;
}

export default async function ImportPage({ searchParams }: ImportPageProps) {
  const [{ from, url, slot }, api, t] = await Promise.all([searchParams, serverApi(), getTranslations('tools')]);
  const secrets = await api.tool.secrets.list();
  return (
    <>
      <PageHeading title={t('import.title')} lead={t('import.lead')} trail={[{ name: t('title'), href: '/tools' }]} />
      <ImportWizard
        start={from === 'mcp' ? 'mcp' : 'text'}
        signedIn={url && slot ? { url, slot } : null}
        secrets={secrets}
      />
    </>
  );
}
