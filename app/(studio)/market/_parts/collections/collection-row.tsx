'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CuratorLink } from './curator-link.tsx';

interface CollectionRowProps {
  collection: RouterOutputs['market']['ownCollections'][number];
  /** Null for who has no name to put it under. */
  onEdit: (() => void) | null;
}

/** One of somebody's own collections: whether others see it, and why not. */
export function CollectionRow({ collection, onEdit }: CollectionRowProps) {
  const t = useTranslations('market');
  const remove = useMutation(useTRPC().market.deleteCollection.mutationOptions());
  const { id, slug, title, domainName, hiddenBecause, members } = collection;
  const onSale = members.filter(({ isOnSale }) => isOnSale).length;
  const off = members.length - onSale;
  const name = domainName ?? t('collection.operator');
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-2 text-sm">
      <div className="min-w-0">
        {hiddenBecause ? (
          <p className="flex flex-wrap items-center gap-2">
            <span className="break-words font-medium">{title}</span>
            <Badge tone="warn">{t('curate.hidden')}</Badge>
          </p>
        ) : (
          <Link href={`/market/collections/${slug}`} className="break-words font-medium text-accent underline">
            {title}
          </Link>
        )}
        <p className="break-words text-muted text-xs">
          {t.rich('collection.countBy', {
            count: onSale,
            name,
            who: (chunks) => (
              <CuratorLink domainName={hiddenBecause === 'not_yours' ? null : domainName}>{chunks}</CuratorLink>
            ),
          })}
          {off > 0 && ` · ${t('curate.off', { count: off })}`}
        </p>
        {hiddenBecause && (
          <p className="max-w-xl break-words text-muted text-xs">
            {t(`curate.hiddenBecause.${hiddenBecause}`, { name })}
          </p>
        )}
      </div>
      <div className="flex gap-2">
        {onEdit && (
          <Button size="small" aria-label={t('curate.editOne', { title })} onClick={onEdit}>
            {t('curate.edit')}
          </Button>
        )}
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
      </div>
      {remove.error && <Notice tone="bad">{remove.error.message}</Notice>}
    </li>
  );
}
