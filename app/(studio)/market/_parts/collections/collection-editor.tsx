'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { type CollectionDraft, CollectionForm } from './collection-form.tsx';
import { CollectionRow } from './collection-row.tsx';

interface CollectionEditorProps {
  initial: RouterOutputs['market']['ownCollections'];
  /** Under which collections can be put now; null is the studio's operator as such. */
  names: (string | null)[];
}

/** Somebody's own collections: made, changed, ordered and removed. Who has no name to put them under can only remove them. */
export function CollectionEditor({ initial, names }: CollectionEditorProps) {
  const t = useTranslations('market.curate');
  const api = useTRPC();
  const own = useQuery({ ...api.market.ownCollections.queryOptions(), initialData: initial });
  const [draft, setDraft] = useState<CollectionDraft | null>(null);
  const save = useMutation(
    api.market.saveCollection.mutationOptions({
      onSuccess: () => {
        setDraft(null);
        toast.success(t('saved'));
      },
    }),
  );
  const open = (next: CollectionDraft | null) => {
    setDraft(next);
    save.reset();
  };

  async function openAsItIs(collectionId: string) {
    const { data: collections = [] } = await own.refetch();
    const found = collections.find(({ id }) => id === collectionId);
    open(found ? draftOf(found) : null);
  }

  const seen = draft?.seen ?? null;
  return (
    <Card>
      <CardHeading
        title={t('yours')}
        actions={
          names.length > 0 && (
            <Button size="small" onClick={() => open({ ...fresh, domainName: names[0] ?? null })}>
              {t('newCollection')}
            </Button>
          )
        }
      />
      {own.data.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {own.data.map((collection) => (
          <CollectionRow
            key={collection.id}
            collection={collection}
            onEdit={names.length > 0 ? () => open(draftOf(collection)) : null}
          />
        ))}
      </ul>
      <Dialog
        title={seen ? t('editCollection') : t('newCollection')}
        isOpen={draft !== null}
        onOpenChange={() => open(null)}
      >
        {draft && (
          <CollectionForm
            key={seen ? `${seen.collectionId} ${seen.revision}` : 'new'}
            initial={draft}
            names={names}
            isPending={save.isPending}
            problem={save.error && { message: save.error.message, field: save.error.data?.field ?? null }}
            onSave={({ members, ...changed }) =>
              save.mutate({ ...changed, componentIds: members.map(({ componentId }) => componentId) })
            }
            onReload={() => seen && openAsItIs(seen.collectionId)}
          />
        )}
      </Dialog>
    </Card>
  );
}

const fresh: CollectionDraft = { seen: null, domainName: null, slug: '', title: '', description: '', members: [] };

function draftOf(collection: CollectionEditorProps['initial'][number]): CollectionDraft {
  const { id, revision, domainName, slug, title, description, members } = collection;
  return { seen: { collectionId: id, revision }, domainName, slug, title, description, members };
}
