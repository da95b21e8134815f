'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import { AppendVersion } from './append-version.tsx';
import type { Sale } from './use-sale-wizard.ts';
import { WithdrawSale } from './withdraw-sale.tsx';

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
  const { data: sale } = useQuery(useTRPC().sale.get.queryOptions({ componentId }));
  // Kept here: the dialog stays to its end, also when the deed appears while it is open.
  const [isSelling, setIsSelling] = useState(false);
  if (!sale) return null;
  const deedNumber = sale.versions.find((one) => one.versionId === versionId)?.deedNumber ?? null;
  const isHere = deedNumber !== null || (sale.step !== 'draft' && sale.versionId === versionId);
  const props = { componentId, versionId, number, sale, isHere };
  return (
    <>
      {isHere && <OnSale sale={sale} version={deedNumber ?? 1} />}
      {sale.step === 'minted' ? <Append {...props} /> : <Sell {...props} onSell={() => setIsSelling(true)} />}
      {isSelling && <SellDialog {...{ componentId, versionId, number }} onClose={() => setIsSelling(false)} />}
    </>
  );
}

function OnSale({ sale, version }: { sale: Sale; version: number }) {
  const t = useTranslations('sale.button');
  const { deedId, componentId } = sale;
  return (
    <Link href={`/market/${deedId ?? componentId}`} className="text-accent text-sm underline">
      {deedId ? t('onDeed', { number: deedId, version }) : t('offered')}
    </Link>
  );
}

interface SaleButtonProps extends SellVersionProps {
  sale: Sale;
  isHere: boolean;
}

function Append({ versionId, number, sale, isHere }: SaleButtonProps) {
  const t = useTranslations('sale.button');
  const [isOpen, setIsOpen] = useState(false);
  if (isHere) return null;
  const { name, kind, deedId, terms } = sale;
  return (
    <>
      <Button size="small" aria-label={t('appendVersion', { number })} onClick={() => setIsOpen(true)}>
        {t('append', { number: deedId ?? '' })}
      </Button>
      {isOpen && (
        <AppendVersion
          {...{ versionId, number, kind, name }}
          creator={terms?.creator ?? ''}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}

function Sell({ componentId, number, sale, isHere, onSell }: SaleButtonProps & { onSell: () => void }) {
  const t = useTranslations('sale.button');
  const { name, step, terms } = sale;
  return (
    <>
      <Button size="small" aria-label={t('sellVersion', { number })} onClick={onSell}>
        {t(isHere ? 'change' : 'sell')}
      </Button>
      {isHere && step === 'offered' && <WithdrawSale {...{ componentId, name }} creator={terms?.creator ?? ''} />}
    </>
  );
}
