'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { SellVersion } from '#app/_sale/sell-version.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { TextDiff } from './text-diff.tsx';

interface VersionRowProps {
  promptId: string;
  version: RouterOutputs['prompt']['versions'][number];
  /** Text of the version before this one. */
  before: string;
  /** The saved draft's text. */
  draft: string;
}

type View = 'text' | 'before' | 'draft';

/** A published version: its text, what changed, its label, and making it the draft again. */
export function VersionRow({ promptId, version, before, draft }: VersionRowProps) {
  const t = useTranslations('prompts');
  const format = useFormatter();
  const [view, setView] = useState<View>('text');
  const { restore, problem } = useRestore(version);
  return (
    <li className="space-y-2 py-3">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        v{version.number} {version.note}
        {version.label !== '' && <Badge tone="accent">{version.label}</Badge>}
      </p>
      <p className="text-muted text-xs">
        {format.dateTime(version.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
        {version.fewShot.length > 0 && ` · ${t('examples', { count: version.fewShot.length })}`}
      </p>
      {view === 'text' && <p className="whitespace-pre-wrap break-words text-sm">{version.text}</p>}
      {view === 'before' && <TextDiff before={before} after={version.text} />}
      {view === 'draft' && <TextDiff before={version.text} after={draft} />}
      <div className="flex flex-wrap items-end gap-2">
        <SelectField label={t('view.label')} value={view} onChange={(event) => setView(event.target.value as View)}>
          <option value="text">{t('view.text')}</option>
          <option value="before">{t('view.before')}</option>
          <option value="draft">{t('view.draft')}</option>
        </SelectField>
        <LabelForm promptId={promptId} version={version} />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" onClick={restore}>
          {t('restore')}
        </Button>
        <a href={`/api/versions/${version.id}/bundle`} className="text-accent text-sm underline">
          {t('download')}
        </a>
        <SellVersion componentId={promptId} versionId={version.id} number={version.number} />
      </div>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </li>
  );
}

function useRestore({ id, number }: { id: string; number: number }) {
  const t = useTranslations('prompts');
  const router = useRouter();
  const restore = useMutation(
    useTRPC().prompt.restoreVersion.mutationOptions({
      onSuccess: () => {
        toast.success(t('restored', { number }));
        router.refresh();
      },
    }),
  );
  return { restore: () => restore.mutate({ versionId: id }), problem: restore.error?.message };
}

function LabelForm({ promptId, version }: Pick<VersionRowProps, 'promptId' | 'version'>) {
  const t = useTranslations('prompts');
  const api = useTRPC();
  const queries = useQueryClient();
  const [label, setLabel] = useState(version.label);
  const save = useMutation(
    api.prompt.labelVersion.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.prompt.versions.queryKey({ promptId }) }),
    }),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ versionId: version.id, label });
  }
  return (
    <form onSubmit={submit} className="flex flex-1 items-end gap-2">
      <TextField label={t('label')} value={label} maxLength={40} onChange={(event) => setLabel(event.target.value)} />
      <Button type="submit" size="small" disabled={label === version.label || save.isPending}>
        {t('setLabel')}
      </Button>
    </form>
  );
}
