'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useModelName } from '#app/_prompts/use-model-name.ts';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { ReadinessPrompts } from './readiness-prompts.tsx';
import { scoreTone } from './score-tone.ts';

type Run = NonNullable<RouterOutputs['tool']['get']['readiness']['last']>;

/** A tool's last run: score, each question with what the model did, and what would help. */
export function ReadinessResult({ toolId }: { toolId: string }) {
  const t = useTranslations('tools.readiness');
  const { data: tool, error, refetch } = useQuery(useTRPC().tool.get.queryOptions({ toolId }, { staleTime: 0 }));
  if (error) return <ErrorPanel message={error.message} onRetry={() => void refetch()} />;
  if (!tool) return <Skeleton lines={3} label={t('loading')} />;
  const { last } = tool.readiness;
  return (
    <Card className="space-y-3">
      <CardHeading
        title={
          <Link href={`/tools/${tool.id}`} className="underline-offset-2 hover:underline">
            {tool.name}
          </Link>
        }
        actions={last ? <Badge tone={scoreTone(last.score)}>{t('scoreOf', { score: last.score })}</Badge> : undefined}
      />
      {last ? <RunView run={last} /> : <p className="text-muted text-sm">{t('notYet')}</p>}
      <ReadinessPrompts tool={tool} />
    </Card>
  );
}

function RunView({ run }: { run: Run }) {
  const t = useTranslations('tools.readiness');
  const format = useFormatter();
  const nameOf = useModelName();
  return (
    <>
      <p className="text-muted text-xs">
        {t(run.choice === 'auto' ? 'ran' : 'ranRequired', {
          model: nameOf(run.modelId),
          count: run.among.length,
          when: format.dateTime(new Date(run.ranAt), { dateStyle: 'medium', timeStyle: 'short' }),
        })}
      </p>
      <ul className="divide-y divide-line">
        {run.rows.map((row) => (
          <li key={row.question} className="space-y-1 py-2 text-sm">
            <p>{row.question}</p>
            <p className="flex flex-wrap gap-1.5">
              <Badge tone={row.isRightTool ? 'good' : 'bad'}>
                {row.isRightTool ? t('rightTool') : t('wrongTool', { name: row.called ?? t('nothing') })}
              </Badge>
              {row.isRightTool && (
                <Badge tone={row.wrongArguments.length === 0 ? 'good' : 'bad'}>
                  {row.wrongArguments.length === 0
                    ? t('rightArguments')
                    : t('wrongArguments', { names: row.wrongArguments.join(', ') })}
                </Badge>
              )}
            </p>
            <p className="break-all font-mono text-muted text-xs">{row.answer}</p>
          </li>
        ))}
      </ul>
      <div>
        <h3 className="mb-1 font-medium text-sm">{t('adviceTitle')}</h3>
        <ul className="list-disc space-y-1 pl-5 text-sm">
          {run.advice.map(({ code, names }) => (
            <li key={code}>{t(`advice.${code}`, { names: names.join(', ') })}</li>
          ))}
        </ul>
      </div>
    </>
  );
}
