'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
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
