'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Reports = RouterOutputs['market']['reports'];

/** What people reported; the operator takes it down with a reason, or lets it stand. */
export function ReportDesk({ initial }: { initial: Reports }) {
  const t = useTranslations('market.operate');
  const { data: reports } = useQuery({ ...useTRPC().market.reports.queryOptions(), initialData: initial });
  return (
    <Card>
      <CardHeading title={t('reports')} />
      {reports.length === 0 && <p className="text-muted text-sm">{t('noReports')}</p>}
      <ul className="divide-y divide-line">
        {reports.map((report) => (
          <li key={report.reportId} className="space-y-2 py-3 text-sm">
            <ReportRow report={report} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ReportRow({ report }: { report: Reports[number] }) {
  const t = useTranslations('market');
  const format = useFormatter();
  const { componentId, deedId, name, reason, state } = report;
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <Link href={`/market/${deedId ?? componentId}`} className="font-medium text-accent underline">
          {name}
        </Link>
        <Badge tone={state === 'open' ? 'warn' : 'neutral'}>{t(`operate.state.${state}`)}</Badge>
        {report.isTakenDown && <Badge tone="bad">{t('operate.down')}</Badge>}
      </p>
      <p className="text-muted text-xs">
        {t('operate.by', { name: report.reporter, when: format.dateTime(report.createdAt, { dateStyle: 'medium' }) })}
      </p>
      <p>{t(`report.reasons.${reason}`)}</p>
      {report.text !== '' && <p className="whitespace-pre-wrap break-words">{report.text}</p>}
      {report.resolution !== '' && <p className="break-words text-muted">{report.resolution}</p>}
      {state === 'open' ? <Decide reportId={report.reportId} name={name} /> : <Restore report={report} />}
    </>
  );
}

function Decide({ reportId, name }: { reportId: string; name: string }) {
  const t = useTranslations('market.operate');
  const [resolution, setResolution] = useState('');
  const decide = useMutation(useTRPC().market.decideReport.mutationOptions());
  const isReady = resolution.trim() !== '' && !decide.isPending;
  return (
    <div className="space-y-2">
      <TextField
        label={t('resolution', { name })}
        hint={t('resolutionHint')}
        maxLength={limits.reportLength}
        value={resolution}
        onChange={(event) => setResolution(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          tone="danger"
          disabled={!isReady}
          onClick={() => decide.mutate({ reportId, isUpheld: true, resolution })}
        >
          {t('takeDown')}
        </Button>
        <Button
          size="small"
          disabled={!isReady}
          onClick={() => decide.mutate({ reportId, isUpheld: false, resolution })}
        >
          {t('dismiss')}
        </Button>
      </div>
      {decide.error && <Notice tone="bad">{decide.error.message}</Notice>}
    </div>
  );
}

function Restore({ report }: { report: Reports[number] }) {
  const t = useTranslations('market.operate');
  const restore = useMutation(useTRPC().market.restore.mutationOptions());
  if (!report.isTakenDown) return null;
  return (
    <>
      <Button
        size="small"
        disabled={restore.isPending}
        onClick={() => restore.mutate({ componentId: report.componentId })}
      >
        {t('restore')}
      </Button>
      {restore.error && <Notice tone="bad">{restore.error.message}</Notice>}
    </>
  );
}
