import { Star } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';

/** Stars as a number, with how many people gave them. */
export function RatingMark({ rating }: { rating: { stars: number | null; count: number } }) {
  const t = useTranslations('market.rating');
  const format = useFormatter();
  const { stars, count } = rating;
  if (stars === null) return <span className="text-muted text-xs">{t('none')}</span>;
  const value = format.number(stars, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return (
    <span className="inline-flex items-center gap-1 text-xs">
      <Star className="size-3.5 fill-current text-warn" aria-hidden="true" />
      <span className="sr-only">{t('stars', { value })}</span>
      <span aria-hidden="true" className="font-medium">
        {value}
      </span>
      <span className="text-muted">{t('count', { count })}</span>
    </span>
  );
}
