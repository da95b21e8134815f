import { Circle, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

const places = {
  knowledge: '/knowledge',
  search: '/knowledge',
  agent: '/agents',
  publish: '/agents',
  use: '/agents',
} as const;

/** The first steps; each ticks itself once it was taken. */
export function Checklist({ steps }: { steps: RouterOutputs['account']['firstSteps'] }) {
  const t = useTranslations('home');
  return (
    <Card>
      <CardHeading title={t('checklist')} />
      <ol className="divide-y divide-line">
        {(Object.keys(places) as (keyof typeof places)[]).map((step) => (
          <li key={step} className="flex items-start gap-3 py-3">
            {steps[step] ? (
              <CircleCheck className="mt-0.5 size-5 shrink-0 text-good" aria-label={t('done')} role="img" />
            ) : (
              <Circle className="mt-0.5 size-5 shrink-0 text-muted" aria-label={t('open')} role="img" />
            )}
            <div>
              <Link href={places[step]} className="font-medium underline-offset-2 hover:underline">
                {t(`steps.${step}`)}
              </Link>
              <p className="text-muted text-sm">{t(`steps.${step}Lead`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
