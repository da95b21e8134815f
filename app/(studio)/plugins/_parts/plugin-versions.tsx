'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { SellVersion } from '#app/_sale/sell-version.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { CodeBlock } from '#app/_ui/code-block.tsx';
import { PublishForm } from '#app/_ui/publish-form.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CapabilityList } from './capability-list.tsx';

type Versions = RouterOutputs['plugin']['versions'];

/** Publishes the saved draft as a version, and lists the versions with what each may do. */
export function PluginVersions({ pluginId, initial }: { pluginId: string; initial: Versions }) {
  const t = useTranslations('plugins');
  const api = useTRPC();
  const queries = useQueryClient();
  const { data: versions } = useQuery({ ...api.plugin.versions.queryOptions({ pluginId }), initialData: initial });
  const publish = useMutation(
    api.plugin.publish.mutationOptions({
      onSuccess: async ({ number }) => {
        toast.success(t('published', { number }));
        await queries.invalidateQueries({ queryKey: api.plugin.versions.queryKey({ pluginId }) });
      },
    }),
  );

  return (
    <Card>
      <CardHeading title={t('versions')} />
      <PublishForm
        note={t('note')}
        button={t('publish')}
        isPending={publish.isPending}
        problem={publish.error?.message}
        onPublish={(note) => publish.mutateAsync({ pluginId, note })}
      />
      <p className="mb-3 text-muted text-sm">{t('versionsLead')}</p>
      {versions.length === 0 && <p className="text-muted text-sm">{t('noVersions')}</p>}
      <ul className="divide-y divide-line">
        {versions.map((version) => (
          <VersionRow key={version.id} pluginId={pluginId} version={version} />
        ))}
      </ul>
    </Card>
  );
}

function VersionRow({ pluginId, version }: { pluginId: string; version: Versions[number] }) {
  const t = useTranslations('plugins');
  const format = useFormatter();
  const label = t('showSource', { number: version.number });
  return (
    <li className="space-y-2 py-3">
      <p className="font-medium">
        {t('version', { number: version.number })} {version.note}
      </p>
      <p className="text-muted text-xs">
        {format.dateTime(version.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
      </p>
      {version.definition && (
        <>
          <CapabilityList capabilities={version.definition.capabilities} />
          <details className="text-sm">
            <summary className="cursor-pointer text-accent">{label}</summary>
            <div className="mt-2">
              <CodeBlock code={version.definition.source} label={label} />
            </div>
          </details>
        </>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <a href={`/api/versions/${version.id}/bundle`} className="text-accent text-sm underline">
          {t('download')}
        </a>
        <SellVersion componentId={pluginId} versionId={version.id} number={version.number} />
      </div>
    </li>
  );
}
