'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { RatingMark } from '#app/_market/rating-mark.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { SelectField, TextArea } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';
import type { Page } from './component-view.tsx';

/** What licence holders say; a holder can say something too. */
export function RatingCard({ page, deedId }: { page: Page; deedId: string }) {
  const t = useTranslations('market.rating');
  const format = useFormatter();
  const { data: ratings = [] } = useQuery(useTRPC().market.ratings.queryOptions({ deedId }));
  return (
    <Card>
      <CardHeading title={t('title')} actions={<RatingMark rating={page.rating} />} />
      <p className="mb-3 text-muted text-sm">{t('lead')}</p>
      <ul className="divide-y divide-line">
        {ratings.map(({ name, stars, text, createdAt, isMine }) => (
          <li key={`${name}-${createdAt.toISOString()}`} className="space-y-1 py-3 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <StarRow stars={stars} />
              <span className="font-medium">{isMine ? t('you') : name}</span>
              <span className="text-muted text-xs">{format.dateTime(createdAt, { dateStyle: 'medium' })}</span>
            </p>
            {text !== '' && <p className="whitespace-pre-wrap break-words">{text}</p>}
          </li>
        ))}
      </ul>
      {page.mine.canRate && <RateForm deedId={deedId} />}
    </Card>
  );
}

function StarRow({ stars }: { stars: number }) {
  const t = useTranslations('market.rating');
  return (
    <span className="flex text-warn">
      <span className="sr-only">{t('stars', { value: stars })}</span>
      {[1, 2, 3, 4, 5].map((one) => (
        <Star key={one} className={`size-3.5 ${one <= stars ? 'fill-current' : ''}`} aria-hidden="true" />
      ))}
    </span>
  );
}

function RateForm({ deedId }: { deedId: string }) {
  const t = useTranslations('market.rating');
  const [stars, setStars] = useState(5);
  const [text, setText] = useState('');
  const rate = useMutation(
    useTRPC().market.rate.mutationOptions({
      onSuccess: () => {
        setText('');
        toast.success(t('thanks'));
      },
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    rate.mutate({ deedId, stars, text });
  }

  return (
    <form onSubmit={submit} className="mt-3 space-y-3 border-line border-t pt-3">
      <SelectField label={t('yours')} value={stars} onChange={(event) => setStars(Number(event.target.value))}>
        {[5, 4, 3, 2, 1].map((one) => (
          <option key={one} value={one}>
            {t('stars', { value: one })}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={t('text')}
        maxLength={limits.reviewLength}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {rate.error && <Notice tone="bad">{rate.error.message}</Notice>}
      <Button type="submit" disabled={rate.isPending}>
        {t('send')}
      </Button>
    </form>
  );
}
