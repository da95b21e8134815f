import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Button } from '#app/_ui/button.tsx';

export default async function NotFound() {
  const t = await getTranslations('shell.notFound');
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 p-6">
      <h1 className="font-semibold text-2xl">{t('title')}</h1>
      <p className="text-muted">{t('lead')}</p>
      <Button tone="accent" asChild>
        <Link href="/">{t('home')}</Link>
      </Button>
    </main>
  );
}
