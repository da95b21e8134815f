'use client';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';

const Loaded = dynamic(async () => (await import('./loaded-wallet-sign-in.tsx')).LoadedWalletSignIn, {
  ssr: false,
  loading: Loading,
});

/** Signing in with a wallet, where the installation has a chain. */
export function WalletSignIn() {
  return useChain() ? <Loaded /> : null;
}

function Loading() {
  return <Skeleton lines={1} label={useTranslations('shell')('loading')} />;
}
