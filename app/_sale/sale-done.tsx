'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Notice } from '#app/_ui/notice.tsx';

interface SaleDoneProps {
  componentId: string;
  /** Its deed was minted by a transaction just now. */
  isMinted: boolean;
  onClose: () => void;
}

/** It is on sale: where it stands, and what happens next. */
export function SaleDone({ componentId, isMinted, onClose }: SaleDoneProps) {
  const t = useTranslations('sale.done');
  const { data: sale } = useQuery({
    ...useTRPC().sale.get.queryOptions({ componentId }),
    // The deed has its number as soon as the studio has read it from the chain; a first buyer may mint it as well.
    refetchInterval: ({ state }) => (state.data?.deedId ? false : 1_000),
  });
  const deedId = sale?.deedId ?? null;
  const waiting = isMinted ? 'minting' : 'offered';
  const address = `${window.location.origin}/market/${componentId}`;
  return (
    <div className="space-y-4">
      <Notice tone="good" title={t('title', { name: sale?.name ?? '' })}>
        {t(deedId ? 'minted' : waiting, { number: deedId ?? '' })}
      </Notice>
      <p className="text-sm">{t('share')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 break-all rounded bg-sunken px-2 py-1 font-mono text-xs">{address}</code>
        <CopyButton text={address} label={t('copy')} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button tone="accent" asChild>
          <Link href={`/market/${componentId}`}>{t('open')}</Link>
        </Button>
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </div>
  );
}
