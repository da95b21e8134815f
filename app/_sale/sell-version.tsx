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

const lookEveryMs = 1_000;

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
  // Sent to the deed: until the market has read it from the chain.
  const [isWaiting, setIsWaiting] = useState(false);
  const { data: sale } = useQuery({
    ...useTRPC().sale.get.queryOptions({ componentId }),
    refetchInterval: ({ state }) => (isWaiting && numberOnDeed(state.data, versionId) === null ? lookEveryMs : false),
  });
  // Kept here: the dialog stays to its end, also when the deed appears while it is open.
  const [isSelling, setIsSelling] = useState(false);
  if (!sale) return null;
  const deedNumber = numberOnDeed(sale, versionId);
  const isHere = deedNumber !== null || (sale.step !== 'draft' && sale.versionId === versionId);
  const props = { componentId, versionId, number, sale, isHere };
  return (
    <>
      {isHere && <OnSale sale={sale} version={deedNumber ?? 1} />}
      {sale.step === 'minted' ? (
        <Append {...props} isWaiting={isWaiting} onSent={() => setIsWaiting(true)} />
      ) : (
        <Sell {...props} onSell={() => setIsSelling(true)} />
      )}
      {isSelling && <SellDialog {...{ componentId, versionId, number }} onClose={() => setIsSelling(false)} />}
    </>
  );
}

function numberOnDeed(sale: Sale | undefined, versionId: string): number | null {
  return sale?.versions.find((one) => one.versionId === versionId)?.deedNumber ?? null;
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

interface AppendProps extends SaleButtonProps {
  isWaiting: boolean;
  onSent: () => void;
}

function Append({ versionId, number, sale, isHere, isWaiting, onSent }: AppendProps) {
  const t = useTranslations('sale.button');
  const [isOpen, setIsOpen] = useState(false);
  if (isHere) return null;
  const { name, kind, deedId, deedOwner, terms } = sale;
  // Whoever owns the deed now adds to it.
  if (deedOwner && deedOwner !== terms?.creator.toLowerCase()) return null;
  return (
    <>
      <Button
        size="small"
        disabled={isWaiting}
        aria-label={t('appendVersion', { number })}
        onClick={() => setIsOpen(true)}
      >
        {t('append', { number: deedId ?? '' })}
      </Button>
      {isOpen && (
        <AppendVersion
          {...{ versionId, number, kind, name }}
          creator={terms?.creator ?? ''}
          onClose={() => setIsOpen(false)}
          onSent={onSent}
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
