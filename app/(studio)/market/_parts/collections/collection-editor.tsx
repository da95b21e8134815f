'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { type CollectionDraft, CollectionForm } from './collection-form.tsx';

type Collections = RouterOutputs['market']['ownCollections'];

const fresh: CollectionDraft = { collectionId: null, slug: '', title: '', description: '', members: [] };

/** A curator's own collections: made, changed, ordered and removed. */
export function CollectionEditor({ initial }: { initial: Collections }) {
  const t = useTranslations('market.curate');
  const api = useTRPC();
  const { data: collections } = useQuery({ ...api.market.ownCollections.queryOptions(), initialData: initial });
  const [draft, setDraft] = useState<CollectionDraft | null>(null);
  const save = useMutation(
    api.market.saveCollection.mutationOptions({
      onSuccess: () => {
        setDraft(null);
        toast.success(t('saved'));
      },
    }),
  );
  const close = () => {
    setDraft(null);
    save.reset();
  };
  return (
    <Card>
      <CardHeading
        title={t('yours')}
        actions={
          <Button size="small" onClick={() => setDraft(fresh)}>
            {t('newCollection')}
          </Button>
        }
      />
      {collections.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {collections.map((collection) => (
          <CollectionRow key={collection.id} collection={collection} onEdit={setDraft} />
        ))}
      </ul>
      <Dialog
        title={draft?.collectionId ? t('editCollection') : t('newCollection')}
        isOpen={draft !== null}
        onOpenChange={close}
      >
        {draft && (
          <CollectionForm
            key={draft.collectionId ?? 'new'}
            initial={draft}
            isPending={save.isPending}
            problem={save.error && { message: save.error.message, field: save.error.data?.field ?? null }}
            onSave={({ members, ...changed }) =>
              save.mutate({ ...changed, componentIds: members.map(({ componentId }) => componentId) })
            }
          />
        )}
      </Dialog>
    </Card>
  );
}

interface CollectionRowProps {
  collection: Collections[number];
  onEdit: (draft: CollectionDraft) => void;
}

function CollectionRow({ collection, onEdit }: CollectionRowProps) {
  const t = useTranslations('market');
  const remove = useMutation(useTRPC().market.deleteCollection.mutationOptions());
  const { id, slug, title, description, members } = collection;
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-2 text-sm">
      <span className="min-w-0">
        <Link href={`/market/collections/${slug}`} className="break-words font-medium text-accent underline">
          {title}
        </Link>{' '}
        <span className="text-muted text-xs">{t('collection.count', { count: members.length })}</span>
      </span>
      <span className="flex gap-2">
        <Button
          size="small"
          aria-label={t('curate.editOne', { title })}
          onClick={() => onEdit({ collectionId: id, slug, title, description, members })}
        >
          {t('curate.edit')}
        </Button>
        <ConfirmButton
          size="small"
          aria-label={t('curate.deleteOne', { title })}
          title={t('curate.deleteTitle', { title })}
          lead={t('curate.deleteLead')}
          confirm={t('curate.delete')}
          onConfirm={() => remove.mutate({ collectionId: id })}
        >
          {t('curate.delete')}
        </ConfirmButton>
      </span>
      {remove.error && <Notice tone="bad">{remove.error.message}</Notice>}
    </li>
  );
}
