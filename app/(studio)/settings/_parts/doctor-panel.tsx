'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';

/** Runs the doctor and shows each check: ok, or the problem with what to do. */
export function DoctorPanel() {
  const t = useTranslations('settings.doctor');
  const run = useMutation(useTRPC().doctor.run.mutationOptions());
  return (
    <Card>
      <CardHeading
        title={t('title')}
        actions={
          <Button size="small" onClick={() => run.mutate()} disabled={run.isPending}>
            {run.isPending && t('checking')}
            {!run.isPending && t(run.data ? 'again' : 'start')}
          </Button>
        }
      />
      <p className="mb-3 text-muted text-sm">{t('lead')}</p>
      {run.error && <Notice tone="bad">{run.error.message}</Notice>}
      <ul className="divide-y divide-line">
        {run.data?.map((check) => (
          <li key={check.name} className="py-2 text-sm">
            <p className="flex items-center gap-2 font-medium">
              <Badge tone={check.state === 'ok' ? 'good' : 'bad'}>{t(check.state)}</Badge>
              {check.name}
            </p>
            <p className="break-words text-muted">{check.detail}</p>
            {check.remedy && (
              <p>
                {t('remedy')}: {check.remedy}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
