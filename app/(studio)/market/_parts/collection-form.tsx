'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useDeferredValue, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { CheckField, TextArea, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { limits } from '#protocol/limits.ts';

export interface CollectionDraft {
  collectionId: string | null;
  slug: string;
  title: string;
  description: string;
  componentIds: string[];
}

interface CollectionFormProps {
  initial: CollectionDraft;
  isPending: boolean;
  problem: string | undefined;
  onSave: (draft: CollectionDraft) => void;
}

/** Title, words and members of a collection; its address follows the title until it is typed. */
export function CollectionForm({ initial, isPending, problem, onSave }: CollectionFormProps) {
  const t = useTranslations('market.operate');
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
      <Members chosen={draft.componentIds} onChange={(componentIds) => change({ componentIds })} />
      {problem && <Notice tone="bad">{problem}</Notice>}
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

function Members({ chosen, onChange }: { chosen: string[]; onChange: (ids: string[]) => void }) {
  const t = useTranslations('market.operate');
  const [text, setText] = useState('');
  const deferred = useDeferredValue(text);
  const { data: found } = useQuery(useTRPC().market.search.queryOptions({ text: deferred }));
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-sm">{t('members', { count: chosen.length })}</legend>
      <TextField label={t('find')} type="search" value={text} onChange={(event) => setText(event.target.value)} />
      {found?.listings.map(({ componentId, name }) => (
        <CheckField
          key={componentId}
          label={name}
          checked={chosen.includes(componentId)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, componentId] : chosen.filter((one) => one !== componentId))
          }
        />
      ))}
    </fieldset>
  );
}
