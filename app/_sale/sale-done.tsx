'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { CopyButton } from '#app/_ui/copy-button.tsx';
import { Notice } from '#app/_ui/notice.tsx';

const lookEveryMs = 1_000;

interface SaleDoneProps {
  componentId: string;
  /** Its creator has sent the mint: the deed appears once the market has read it from the chain. */
  isMinted: boolean;
  onClose: () => void;
}

/** It is on sale: where it stands, and what happens next. */
export function SaleDone({ componentId, isMinted, onClose }: SaleDoneProps) {
  const t = useTranslations('sale.done');
  const { data: sale } = useQuery({
    ...useTRPC().sale.get.queryOptions({ componentId }),
    refetchInterval: ({ state }) => (isMinted && !state.data?.deedId ? lookEveryMs : false),
  });
  const deedId = sale?.deedId ?? null;
  const unminted = sale?.choices?.preset === 'hosted' ? 'hosted' : 'offered';
  const waiting = isMinted ? 'minting' : unminted;
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
