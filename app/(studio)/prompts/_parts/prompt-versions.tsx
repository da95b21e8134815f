'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

/** Publishes the saved draft as a version, and lists the versions. */
export function PromptVersions({
  prompt,
  initial,
}: {
  prompt: RouterOutputs['prompt']['get'];
  initial: RouterOutputs['prompt']['versions'];
}) {
  const promptId = prompt.id;
  const router = useRouter();
  const t = useTranslations('prompts');
  const format = useFormatter();
  const api = useTRPC();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const { data: versions } = useQuery({ ...api.prompt.versions.queryOptions({ promptId }), initialData: initial });
  const publish = useMutation(
    api.prompt.publish.mutationOptions({
      onSuccess: async ({ number }) => {
        setNote('');
        toast.success(t('published', { number }));
        await queries.invalidateQueries({ queryKey: api.prompt.versions.queryKey({ promptId }) });
      },
    }),
  );

  const restore = useMutation(
    api.prompt.update.mutationOptions({
      onSuccess: () => {
        toast.success(t('restored'));
        router.refresh();
      },
      onError: (error) => toast.error(error.message),
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    publish.mutate({ promptId, note });
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
      {publish.error && <Notice tone="bad">{publish.error.message}</Notice>}
      {versions.length === 0 && <p className="text-muted text-sm">{t('noVersions')}</p>}
      <ul className="divide-y divide-line">
        {versions.map((version) => (
          <li key={version.id} className="space-y-1 py-3">
            <p className="font-medium">
              v{version.number} {version.note}
            </p>
            <p className="text-muted text-xs">
              {format.dateTime(version.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
            </p>
            <p className="whitespace-pre-wrap text-sm">{version.text}</p>
            <div className="flex flex-wrap gap-2 pt-1">
              <Button
                size="small"
                aria-label={t('restoreVersion', { number: version.number })}
                disabled={restore.isPending || version.text === prompt.text}
                onClick={() =>
                  restore.mutate({ promptId, name: prompt.name, description: prompt.description, text: version.text })
                }
              >
                {t('restore')}
              </Button>
              <Button size="small" tone="plain" asChild>
                <a href={`/api/versions/${version.id}/bundle`} download>
                  {t('download')}
                </a>
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
