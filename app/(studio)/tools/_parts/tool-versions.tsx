'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { SellVersion } from '#app/_sale/sell-version.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { PublishForm } from '#app/_ui/publish-form.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

interface ToolVersionsProps {
  toolId: string;
  initial: RouterOutputs['tool']['versions'];
  users: RouterOutputs['tool']['get']['users'];
}

/** Publishes the saved draft as a version, lists the versions, and says which agents use the tool. */
export function ToolVersions({ toolId, initial, users }: ToolVersionsProps) {
  const t = useTranslations('tools.versions');
  const format = useFormatter();
  const api = useTRPC();
  const queries = useQueryClient();
  const { data: versions } = useQuery({ ...api.tool.versions.queryOptions({ toolId }), initialData: initial });
  const publish = useMutation(
    api.tool.publish.mutationOptions({
      onSuccess: async ({ number }) => {
        toast.success(t('published', { number }));
        await queries.invalidateQueries({ queryKey: api.tool.versions.queryKey({ toolId }) });
      },
    }),
  );

  return (
    <Card>
      <CardHeading title={t('title')} />
      <PublishForm
        note={t('note')}
        button={t('publish')}
        isPending={publish.isPending}
        problem={publish.error?.message}
        onPublish={(note) => publish.mutateAsync({ toolId, note })}
      />
      {versions.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {versions.map((version) => (
          <li key={version.id} className="flex flex-wrap items-baseline justify-between gap-2 py-2 text-sm">
            <span className="font-medium">
              v{version.number} {version.note}
            </span>
            <span className="text-muted text-xs">
              {format.dateTime(version.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
            </span>
            <a href={`/api/versions/${version.id}/bundle`} className="text-accent underline">
              {t('download')}
            </a>
            <SellVersion componentId={toolId} versionId={version.id} number={version.number} />
          </li>
        ))}
      </ul>
      <p className="mt-3 text-muted text-sm">
        {t(users.length > 0 ? 'usedBy' : 'unused')}{' '}
        {users.map(({ id, name }) => (
          <Link key={id} href={`/agents/${id}`} className="mr-2 text-accent underline">
            {name}
          </Link>
        ))}
      </p>
    </Card>
  );
}
