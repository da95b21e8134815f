import { Network } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';

/** No domain has this name. */
export default function DomainNotFound() {
  const t = useTranslations('domains');
  return (
    <>
      <PageHeading title={t('notFound.title')} trail={[{ name: t('title'), href: '/domains' }]} />
      <div className="flex flex-col items-start gap-4">
        <Network className="size-10 text-accent" aria-hidden="true" />
        <p className="max-w-xl text-muted">{t('notFound.lead')}</p>
        <Button tone="accent" asChild>
          <Link href="/domains">{t('notFound.all')}</Link>
        </Button>
      </div>
    </>
  );
}
