import { Store } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';

/** An address of the market that shows nothing to this reader: never there, taken back, or taken down. */
export default function ComponentNotFound() {
  const t = useTranslations('market');
  return (
    <>
      <PageHeading title={t('notFound.title')} trail={[{ name: t('title'), href: '/market' }]} />
      <div className="flex flex-col items-start gap-4">
        <Store className="size-10 text-accent" aria-hidden="true" />
        <p className="max-w-xl text-muted">{t('notFound.lead')}</p>
        <Button tone="accent" asChild>
          <Link href="/market">{t('notFound.market')}</Link>
        </Button>
      </div>
    </>
  );
}
