'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useChainChange } from '#app/_market/use-chain-change.ts';
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
  /** Of its buttons; as those beside them. */
  size?: 'small' | 'normal';
  /** Begins with the dialog that sells it, or adds it to the deed, open. */
  startsOpen?: boolean;
}

/** In a list of versions: what this one is in the market, or the button that sells it. Nothing where there is no chain. */
export function SellVersion(props: SellVersionProps) {
  return useChain() ? <OnChain {...props} /> : null;
}

function OnChain(props: SellVersionProps) {
  const { componentId } = props;
  const query = useTRPC().sale.get.queryOptions({ componentId });
  const { data: sale } = useQuery(query);
  const { isWaiting, lookEvery, noteSent } = useChainChange(standOf(sale));
  useQuery({ ...query, refetchInterval: lookEvery });
  return sale ? <Loaded {...{ ...props, sale, isWaiting, noteSent }} /> : null;
}

interface LoadedProps extends SellVersionProps {
  sale: Sale;
  isWaiting: boolean;
  noteSent: () => void;
}

function Loaded({ componentId, versionId, number, size = 'small', startsOpen = false, ...rest }: LoadedProps) {
  const { sale, isWaiting, noteSent } = rest;
  // Kept here: the dialog stays to its end, also when the deed appears while it is open.
  const [isSelling, setIsSelling] = useState(startsOpen && sale.step !== 'minted');
  const deedNumber = sale.versions.find((one) => one.versionId === versionId)?.deedNumber ?? null;
  const isHere = deedNumber !== null || (sale.step !== 'draft' && sale.versionId === versionId);
  const props = { componentId, versionId, number, size, sale, isHere };
  return (
    <>
      {isHere && <OnSale sale={sale} version={deedNumber ?? 1} />}
      {sale.step === 'minted' ? (
        <Append {...{ ...props, startsOpen, isWaiting, noteSent }} />
      ) : (
        <Sell {...props} onSell={() => setIsSelling(true)} />
      )}
      {isSelling && <SellDialog {...{ componentId, versionId, number }} onClose={() => setIsSelling(false)} />}
    </>
  );
}

/** What a transaction changes of it. */
function standOf(sale: Sale | undefined): string {
  return JSON.stringify([sale?.deedId, sale?.versions.map(({ deedNumber }) => deedNumber)]);
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
  size: 'small' | 'normal';
  sale: Sale;
  isHere: boolean;
}

interface AppendProps extends SaleButtonProps {
  isWaiting: boolean;
  noteSent: () => void;
}

function Append({ versionId, number, size, startsOpen = false, sale, isHere, isWaiting, noteSent }: AppendProps) {
  const t = useTranslations('sale.button');
  const { data: wallets } = useQuery(useTRPC().wallet.list.queryOptions());
  const [isOpen, setIsOpen] = useState(startsOpen);
  const { name, kind, deedId, deedOwner } = sale;
  if (isHere || !deedOwner || !wallets) return null;
  if (!wallets.some(({ address }) => address.toLowerCase() === deedOwner)) {
    return <span className="text-muted text-sm">{t('sold', { number: deedId ?? '' })}</span>;
  }
  return (
    <>
      <Button
        size={size}
        disabled={isWaiting}
        aria-label={t('appendVersion', { number })}
        onClick={() => setIsOpen(true)}
      >
        {t('append', { number: deedId ?? '' })}
      </Button>
      {isWaiting && <span className="text-muted text-sm">{t('waiting')}</span>}
      {isOpen && (
        <AppendVersion
          {...{ versionId, number, kind, name }}
          owner={deedOwner}
          onSent={noteSent}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}

function Sell({ componentId, number, size, sale, isHere, onSell }: SaleButtonProps & { onSell: () => void }) {
  const t = useTranslations('sale.button');
  const { name, step, terms } = sale;
  return (
    <>
      <Button size={size} aria-label={t('sellVersion', { number })} onClick={onSell}>
        {t(isHere ? 'change' : 'sell')}
      </Button>
      {isHere && step === 'offered' && <WithdrawSale {...{ componentId, name, size }} creator={terms?.creator ?? ''} />}
    </>
  );
}
