'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { TextArea, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';
import { CollectionMembers, type Member } from './collection-members.tsx';
import { CollectionName } from './collection-name.tsx';

export interface CollectionDraft {
  /** Which one is changed, and as it was when it was opened; null for a new one. */
  seen: { collectionId: string; revision: number } | null;
  /** Under whose name it stands; null for the studio's operator as such. */
  domainName: string | null;
  slug: string;
  title: string;
  description: string;
  members: Member[];
}

interface CollectionFormProps {
  initial: CollectionDraft;
  /** Under which it can be put now, at least one. */
  names: (string | null)[];
  isPending: boolean;
  /** Why it was not saved, and the field that it is about. */
  problem: { message: string; field: string | null } | null;
  onSave: (draft: CollectionDraft) => void;
  /** Opens the collection as it is now, instead of what was typed. */
  onReload: () => void;
}

/** Title, name, words and members of a collection; its address follows the title until it is typed. */
export function CollectionForm({ initial, names, isPending, problem, onSave, onReload }: CollectionFormProps) {
  const t = useTranslations('market.curate');
  const isPlaced = names.includes(initial.domainName);
  const [draft, setDraft] = useState({ ...initial, ...(!isPlaced && { domainName: names[0] ?? null }) });
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
      {(names.length > 1 || !isPlaced) && (
        <CollectionName
          names={names}
          chosen={draft.domainName}
          lost={isPlaced ? null : initial.domainName}
          onChange={(domainName) => change({ domainName })}
        />
      )}
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
      <div className="sticky -bottom-5 -mx-5 -mb-5 space-y-3 border-line border-t bg-surface px-5 py-3">
        {problem && problem.field !== 'slug' && <Problem problem={problem} onReload={onReload} />}
        <Button type="submit" tone="accent" disabled={isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

function Problem({ problem, onReload }: { problem: { message: string; field: string | null }; onReload: () => void }) {
  const t = useTranslations('market.curate');
  return (
    <Notice tone="bad">
      <p>{problem.message}</p>
      {problem.field === 'revision' && (
        <Button size="small" className="mt-2" onClick={onReload}>
          {t('reload')}
        </Button>
      )}
    </Notice>
  );
}

function slugOf(title: string): string {
  const plain = title.normalize('NFKD').toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}
