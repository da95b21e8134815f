'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FolderPlus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { CheckField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';

interface AddToCollectionProps {
  componentId: string;
  name: string;
}

/** For curators, on a component's page: which of their collections hold it. */
export function AddToCollection({ componentId, name }: AddToCollectionProps) {
  const t = useTranslations('market.curate');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <FolderPlus className="size-4" aria-hidden="true" /> {t('addTo')}
      </Button>
      <Dialog title={t('addToTitle', { name })} isOpen={isOpen} onOpenChange={setIsOpen}>
        <Choice componentId={componentId} />
      </Dialog>
    </>
  );
}

function Choice({ componentId }: { componentId: string }) {
  const t = useTranslations('market.curate');
  const api = useTRPC();
  const own = useQuery(api.market.ownCollections.queryOptions());
  const add = useMutation(api.market.addToCollection.mutationOptions());
  const remove = useMutation(api.market.removeFromCollection.mutationOptions());
  const problem = own.error ?? add.error ?? remove.error;
  return (
    <div className="space-y-4">
      {own.data?.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      {own.isPending && <div className="h-16 rounded-md bg-sunken motion-safe:animate-pulse" role="status" />}
      <ul className="max-h-80 space-y-2 overflow-y-auto p-1">
        {own.data?.map(({ id, title, members, hiddenBecause }) => {
          const isIn = members.some((member) => member.componentId === componentId);
          const change = { collectionId: id, componentId };
          return (
            <li key={id}>
              <CheckField
                label={t(hiddenBecause ? 'titleHidden' : 'titleCount', { title, count: members.length })}
                checked={isIn}
                disabled={add.isPending || remove.isPending || (hiddenBecause !== null && !isIn)}
                onChange={() => (isIn ? remove.mutate(change) : add.mutate(change))}
              />
            </li>
          );
        })}
      </ul>
      {problem && <Notice tone="bad">{problem.message}</Notice>}
      <Button asChild>
        <Link href="/market/curate">{t('link')}</Link>
      </Button>
    </div>
  );
}
