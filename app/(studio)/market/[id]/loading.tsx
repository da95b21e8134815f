import { getTranslations } from 'next-intl/server';

/** A component's page in grey: its head, and what it costs beside it. */
export default async function Loading() {
  const t = await getTranslations('shell');
  return (
    <div role="status" aria-label={t('loading')} className="motion-safe:animate-pulse">
      <div className="mb-2 h-8 w-72 max-w-full rounded-md bg-sunken" />
      <div className="mb-6 h-5 w-full max-w-md rounded-md bg-sunken" />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="space-y-6">
          <div className="h-80 rounded-lg border border-line bg-sunken" />
          <div className="h-40 rounded-lg border border-line bg-sunken" />
        </div>
        <div className="h-72 rounded-lg border border-line bg-sunken" />
      </div>
    </div>
  );
}
