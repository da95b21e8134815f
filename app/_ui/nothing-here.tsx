import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';

/** Says that an address names nothing, with the way home. */
export function NothingHere() {
  const t = useTranslations('shell.notFound');
  return (
    <div className="flex flex-col items-start gap-3">
      <h1 className="font-semibold text-2xl">{t('title')}</h1>
      <p className="text-muted">{t('lead')}</p>
      <Button tone="accent" asChild>
        <Link href="/">{t('home')}</Link>
      </Button>
    </div>
  );
}
