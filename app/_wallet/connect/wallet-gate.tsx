'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type Address, isAddressEqual } from 'viem';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { SigningProblem } from '#app/_wallet/accounts/signing-problem.tsx';
import { useDelegation } from '#app/_wallet/accounts/use-delegation.ts';
import { useChain } from '#app/_wallet/chain-context.tsx';
import { type ConnectedWallet, useWallet } from './use-wallet.ts';

interface WalletGateProps {
  /** The one wallet that may; any of the account's unless told. */
  signer?: Address;
  children: (address: Address) => ReactNode;
}

/** Shows its content once a wallet of the account is connected and on the right chain; until then, what is missing and the way there. */
export function WalletGate({ signer, children }: WalletGateProps) {
  const t = useTranslations('wallet.gate');
  const { wallet, connect, isReconnecting } = useWallet();
  const linked = useQuery(useTRPC().wallet.list.queryOptions());
  if (!wallet)
    return (
      <Blocked sentence={t('disconnected')}>
        <Button tone="accent" onClick={connect} disabled={isReconnecting}>
          {t('connect')}
        </Button>
      </Blocked>
    );
  if (signer && !isAddressEqual(wallet.address, signer))
    return <Notice tone="warn">{t('otherAccount', { now: wallet.address, wanted: signer })}</Notice>;
  if (!wallet.isOnChain) return <WrongNetwork wallet={wallet} />;
  if (!linked.data) return <Skeleton lines={2} label={t('loading')} />;
  if (!linked.data.some(({ address }) => isAddressEqual(address, wallet.address)))
    return <NotLinked address={wallet.address} />;
  return children(wallet.address);
}

function Blocked({ sentence, children }: { sentence: string; children: ReactNode }) {
  return (
    <div className="space-y-3">
      <p className="text-sm">{sentence}</p>
      {children}
    </div>
  );
}

function WrongNetwork({ wallet }: { wallet: ConnectedWallet }) {
  const t = useTranslations('wallet.gate');
  const name = useChain()?.name ?? '';
  const change = useMutation({ mutationFn: () => wallet.switchChain() });
  return (
    <Blocked sentence={t('wrongNetwork', { name })}>
      <Button tone="accent" onClick={() => change.mutate()} disabled={change.isPending}>
        {t('switch', { name })}
      </Button>
      {change.error && <Notice tone="warn">{t('switchFailed', { name })}</Notice>}
    </Blocked>
  );
}

function NotLinked({ address }: { address: Address }) {
  const t = useTranslations('wallet.gate');
  const delegation = useDelegation();
  return (
    <Blocked sentence={t('notLinked', { address })}>
      <Button tone="accent" onClick={() => delegation.mutate(address)} disabled={delegation.isPending}>
        {t('link')}
      </Button>
      {delegation.error && <SigningProblem cause={delegation.error} />}
    </Blocked>
  );
}
