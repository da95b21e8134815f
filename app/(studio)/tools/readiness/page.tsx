import { getTranslations } from 'next-intl/server';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { ReadinessPanel } from '#app/(studio)/tools/_parts/readiness-panel.tsx';

export default async function ReadinessPage() {
  const [api, t] = await Promise.all([serverApi(), getTranslations('tools')]);
  const [tools, models, job] = await Promise.all([api.tool.list(), api.model.list(), api.tool.readiness.job()]);
  return (
    <>
      <PageHeading
        title={t('readiness.title')}
        lead={t('readiness.lead')}
        trail={[{ name: t('title'), href: '/tools' }]}
      />
      <ReadinessPanel
        tools={tools}
        models={models.filter(({ kind, from }) => kind === 'chat' && from === 'catalogue')}
        initialJob={job}
      />
    </>
  );
}
