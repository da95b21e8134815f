import { Library } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { PageHeading } from '#app/_ui/page-heading.tsx';

/** The address of a collection that isn't shown: never there, removed, hidden, or empty. */
export default function CollectionNotFound() {
  const t = useTranslations('market');
  const trail = [
    { name: t('title'), href: '/market' },
    { name: t('collection.title'), href: '/market/collections' },
  ];
  return (
    <>
      <PageHeading title={t('collection.gone')} trail={trail} />
      <div className="flex flex-col items-start gap-4">
        <Library className="size-10 text-accent" aria-hidden="true" />
        <p className="max-w-xl text-muted">{t('collection.goneLead')}</p>
        <Button tone="accent" asChild>
          <Link href="/market/collections">{t('collection.toAll')}</Link>
        </Button>
      </div>
    </>
  );
}
