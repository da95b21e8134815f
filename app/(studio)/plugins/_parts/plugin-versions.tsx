'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { CodeBlock } from '#app/_ui/code-block.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CapabilityList } from './capability-list.tsx';

type Versions = RouterOutputs['plugin']['versions'];

/** Publishes the saved draft as a version, and lists the versions with what each may do. */
export function PluginVersions({ pluginId, initial }: { pluginId: string; initial: Versions }) {
  const t = useTranslations('plugins');
  const api = useTRPC();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const { data: versions } = useQuery({ ...api.plugin.versions.queryOptions({ pluginId }), initialData: initial });
  const publish = useMutation(
    api.plugin.publish.mutationOptions({
      onSuccess: async ({ number }) => {
        setNote('');
        toast.success(t('published', { number }));
        await queries.invalidateQueries({ queryKey: api.plugin.versions.queryKey({ pluginId }) });
      },
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    publish.mutate({ pluginId, note });
  }

  return (
    <Card>
      <CardHeading title={t('versions')} />
      <form onSubmit={submit} className="mb-4 flex flex-wrap items-end gap-2">
        <div className="min-w-48 flex-1">
          <TextField label={t('note')} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </div>
        <Button type="submit" disabled={publish.isPending}>
          {t('publish')}
        </Button>
      </form>
      <p className="mb-3 text-muted text-sm">{t('versionsLead')}</p>
      {publish.error && <Notice tone="bad">{publish.error.message}</Notice>}
      {versions.length === 0 && <p className="text-muted text-sm">{t('noVersions')}</p>}
      <ul className="divide-y divide-line">
        {versions.map((version) => (
          <VersionRow key={version.id} version={version} />
        ))}
      </ul>
    </Card>
  );
}

function VersionRow({ version }: { version: Versions[number] }) {
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
      <a href={`/api/versions/${version.id}/bundle`} className="text-accent text-sm underline">
        {t('download')}
      </a>
    </li>
  );
}
