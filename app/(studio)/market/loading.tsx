import { getTranslations } from 'next-intl/server';

const cards = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** The market in grey: search, and cards of the size that comes. */
export default async function Loading() {
  const t = await getTranslations('shell');
  return (
    <div role="status" aria-label={t('loading')} className="motion-safe:animate-pulse">
      <div className="mb-2 h-8 w-40 rounded-md bg-sunken" />
      <div className="mb-6 h-5 w-full max-w-2xl rounded-md bg-sunken" />
      <div className="mb-5 h-16 rounded-md bg-sunken" />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {cards.map((card) => (
          <div key={card} className="h-72 rounded-lg border border-line bg-sunken" />
        ))}
      </div>
    </div>
  );
}
