'use client';
import { ConnectButton } from '@rainbow-me/rainbowkit';
import { TriangleAlert, Wallet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#app/_ui/button.tsx';
import { WalletScope } from './wallet-scope.tsx';

/** The button itself; narrow screens see only its picture. */
export function LoadedConnectButton() {
  return (
    <WalletScope>
      <ConnectButton.Custom>{(wallet) => <WalletButton {...wallet} />}</ConnectButton.Custom>
    </WalletScope>
  );
}

type WalletButtonProps = Parameters<Parameters<typeof ConnectButton.Custom>[0]['children']>[0];

function WalletButton({ account, chain, openAccountModal, openChainModal, openConnectModal }: WalletButtonProps) {
  const t = useTranslations('wallet.connect');
  const name = account?.displayName ?? '';
  if (account && chain?.unsupported)
    return (
      <Button size="small" tone="danger" onClick={openChainModal} aria-label={t('wrongNetwork')}>
        <TriangleAlert className="size-4" aria-hidden="true" />
        <span className="hidden sm:inline">{t('wrongNetwork')}</span>
      </Button>
    );
  return (
    <Button
      size="small"
      onClick={account ? openAccountModal : openConnectModal}
      aria-label={account ? t('connected', { name }) : t('button')}
      title={account?.address}
    >
      <Wallet className="size-4" aria-hidden="true" />
      <span className="hidden sm:inline">{account ? name : t('button')}</span>
    </Button>
  );
}
