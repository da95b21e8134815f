'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';

const SellDialog = dynamic(async () => (await import('./sell-dialog.tsx')).SellDialog, { ssr: false });

interface SellVersionProps {
  componentId: string;
  versionId: string;
  number: number;
}

/** In a list of versions: what this one is in the market, or the button that sells it. Nothing where there is no chain. */
export function SellVersion(props: SellVersionProps) {
  return useChain() ? <OnChain {...props} /> : null;
}

function OnChain({ componentId, versionId, number }: SellVersionProps) {
  const t = useTranslations('sale.button');
  const [isOpen, setIsOpen] = useState(false);
  const { data: sale } = useQuery(useTRPC().sale.get.queryOptions({ componentId }));
  if (!sale) return null;
  const isHere = sale.step !== 'draft' && sale.versionId === versionId;
  const deedNumber = sale.versions.find((one) => one.versionId === versionId)?.deedNumber ?? null;
  return (
    <>
      {(isHere || deedNumber !== null) && (
        <Link href={`/market/${sale.deedId ?? componentId}`} className="text-accent text-sm underline">
          {sale.deedId ? t('onDeed', { number: sale.deedId }) : t('offered')}
        </Link>
      )}
      {sale.step !== 'minted' && (
        <Button size="small" aria-label={t('sellVersion', { number })} onClick={() => setIsOpen(true)}>
          {isHere ? t('change') : t('sell')}
        </Button>
      )}
      {isOpen && <SellDialog {...{ componentId, versionId, number }} onClose={() => setIsOpen(false)} />}
    </>
  );
}
