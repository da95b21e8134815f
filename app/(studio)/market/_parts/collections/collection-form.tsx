'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { TextArea, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';
import { CollectionMembers, type Member } from './collection-members.tsx';

export interface CollectionDraft {
  collectionId: string | null;
  slug: string;
  title: string;
  description: string;
  members: Member[];
}

interface CollectionFormProps {
  initial: CollectionDraft;
  isPending: boolean;
  /** Why it was not saved, and the field that it is about. */
  problem: { message: string; field: string | null } | null;
  onSave: (draft: CollectionDraft) => void;
}

/** Title, words and members of a collection; its address follows the title until it is typed. */
export function CollectionForm({ initial, isPending, problem, onSave }: CollectionFormProps) {
  const t = useTranslations('market.curate');
  const [draft, setDraft] = useState(initial);
  const change = (part: Partial<CollectionDraft>) => setDraft((now) => ({ ...now, ...part }));

  function submit(event: FormEvent) {
    event.preventDefault();
    onSave({ ...draft, slug: draft.slug || slugOf(draft.title) });
  }

  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField
        label={t('collectionTitle')}
        required
        maxLength={limits.nameLength}
        value={draft.title}
        onChange={(event) => change({ title: event.target.value })}
      />
      <TextField
        label={t('slug')}
        hint={t('slugHint')}
        error={problem?.field === 'slug' ? problem.message : undefined}
        placeholder={slugOf(draft.title)}
        maxLength={60}
        value={draft.slug}
        onChange={(event) => change({ slug: event.target.value })}
      />
      <TextArea
        label={t('description')}
        maxLength={limits.descriptionLength}
        value={draft.description}
        onChange={(event) => change({ description: event.target.value })}
      />
      <CollectionMembers chosen={draft.members} onChange={(members) => change({ members })} />
      <p className="text-muted text-xs">{t('shownWhen')}</p>
      {problem && problem.field !== 'slug' && <Notice tone="bad">{problem.message}</Notice>}
      <Button type="submit" tone="accent" disabled={isPending}>
        {t('save')}
      </Button>
    </form>
  );
}

function slugOf(title: string): string {
  const plain = title.normalize('NFKD').toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}
