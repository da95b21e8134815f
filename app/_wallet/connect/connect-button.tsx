'use client';
import dynamic from 'next/dynamic';
import { useChain } from '#app/_wallet/chain-context.tsx';

const Loaded = dynamic(async () => (await import('./loaded-connect-button.tsx')).LoadedConnectButton, { ssr: false });

/** The wallet in the frame of the studio: connect, or see and change what is connected. Its code comes after the page. Nothing where there is no chain. */
export function ConnectButton() {
  return useChain() ? <Loaded /> : null;
}
