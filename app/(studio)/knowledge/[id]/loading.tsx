import { getTranslations } from 'next-intl/server';
import { Skeleton } from '#app/_ui/skeleton.tsx';

export default async function Loading() {
  const t = await getTranslations('shell');
  return <Skeleton lines={5} label={t('loading')} />;
}
