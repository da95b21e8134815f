'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { SellVersion } from '#app/_sale/sell-version.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { PublishForm } from '#app/_ui/publish-form.tsx';
import { useSize } from '#app/_ui/use-size.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Versions = RouterOutputs['knowledge']['versions'];

const tones = { ready: 'good', building: 'accent', failed: 'bad' } as const;

/** Publishes the documents as a signed bundle, and lists what was published. */
export function KnowledgeVersions({ knowledgeId, initial }: { knowledgeId: string; initial: Versions }) {
  const t = useTranslations('knowledge.versions');
  const api = useTRPC();
  const queries = useQueryClient();
  const { data: versions } = useQuery({
    ...api.knowledge.versions.queryOptions({ knowledgeId }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data?.some(({ state }) => state === 'building') ? 1_000 : false),
  });
  const publish = useMutation(
    api.knowledge.publish.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.knowledge.versions.queryKey({ knowledgeId }) }),
    }),
  );

  return (
    <Card>
      <CardHeading title={t('title')} />
      <PublishForm
        note={t('note')}
        button={t('publish')}
        tone="accent"
        isPending={publish.isPending}
        problem={publish.error?.message}
        onPublish={(note) => publish.mutateAsync({ knowledgeId, note })}
      />
      {versions.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {versions.map((version) => (
          <VersionRow key={version.id} knowledgeId={knowledgeId} version={version} />
        ))}
      </ul>
    </Card>
  );
}

function VersionRow({ knowledgeId, version }: { knowledgeId: string; version: Versions[number] }) {
  const t = useTranslations('knowledge.versions');
  const format = useFormatter();
  const size = useSize();
  const { number, state, progress } = version;
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          v{number} {version.note} <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
        </p>
        <p className="text-muted text-xs">
          {format.dateTime(version.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
          {state === 'ready' &&
            ` · ${t('facts', { documents: version.documents ?? 0, chunks: version.chunks ?? 0, size: size(version.sizeBytes) })}`}
        </p>
        {version.contentRoot && <p className="break-all font-mono text-muted text-xs">{version.contentRoot}</p>}
        {version.error && <p className="text-bad text-sm">{version.error.message}</p>}
        {progress && progress.total > 0 && (
          <ProgressBar done={progress.done} total={progress.total} label={t('building', progress)} />
        )}
      </div>
      {state === 'ready' && (
        <div className="flex flex-wrap items-center gap-2">
          <SellVersion componentId={knowledgeId} versionId={version.id} number={number} />
          <Button size="small" asChild>
            <a href={`/api/versions/${version.id}/bundle`} download>
              {t('download')}
            </a>
          </Button>
        </div>
      )}
    </li>
  );
}
