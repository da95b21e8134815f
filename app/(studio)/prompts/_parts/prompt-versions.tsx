'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { PublishForm } from '#app/_ui/publish-form.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { VersionRow } from './version-row.tsx';

interface PromptVersionsProps {
  prompt: RouterOutputs['prompt']['get'];
  initial: RouterOutputs['prompt']['versions'];
}

/** Publishes the saved draft as a version, and lists the versions with what changed. */
export function PromptVersions({ prompt, initial }: PromptVersionsProps) {
  const t = useTranslations('prompts');
  const api = useTRPC();
  const queries = useQueryClient();
  const promptId = prompt.id;
  const { data: versions } = useQuery({ ...api.prompt.versions.queryOptions({ promptId }), initialData: initial });
  const publish = useMutation(
    api.prompt.publish.mutationOptions({
      onSuccess: async ({ number }) => {
        toast.success(t('published', { number }));
        await queries.invalidateQueries({ queryKey: api.prompt.versions.queryKey({ promptId }) });
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
        onPublish={(note) => publish.mutateAsync({ promptId, note })}
      />
      {versions.length === 0 && <p className="text-muted text-sm">{t('noVersions')}</p>}
      <ul className="divide-y divide-line">
        {versions.map((version, index) => (
          <VersionRow
            key={version.id}
            promptId={promptId}
            version={version}
            before={versions[index + 1]?.text ?? ''}
            draft={prompt.text}
          />
        ))}
      </ul>
    </Card>
  );
}
