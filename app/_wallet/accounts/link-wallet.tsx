'use client';
import { useTranslations } from 'next-intl';
import { isAddressEqual } from 'viem';
import { Button } from '#app/_ui/button.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { useWallet } from '#app/_wallet/connect/use-wallet.ts';
import { WalletScope } from '#app/_wallet/connect/wallet-scope.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { SigningProblem } from './signing-problem.tsx';
import { useDelegation } from './use-delegation.ts';

interface LinkWalletProps {
  wallets: RouterOutputs['wallet']['list'];
}

/** Links the connected wallet, or has it sign for the account's key where it has not yet. */
export function LinkWallet(props: LinkWalletProps) {
  return (
    <WalletScope>
      <Link {...props} />
    </WalletScope>
  );
}

function Link({ wallets }: LinkWalletProps) {
  const t = useTranslations('wallet.panel');
  const { wallet, connect, isReconnecting } = useWallet();
  const delegation = useDelegation();
  if (!wallet)
    return (
      <Button onClick={connect} disabled={isReconnecting}>
        {t('connect')}
      </Button>
    );
  const known = wallets.find(({ address }) => isAddressEqual(address, wallet.address));
  if (known?.delegatedAt) return <p className="text-muted text-sm">{t('allLinked')}</p>;
  const address = shortAddress(wallet.address);
  return (
    <div className="space-y-3">
      <Button tone="accent" onClick={() => delegation.mutate(wallet.address)} disabled={delegation.isPending}>
        {known ? t('delegate') : t('link', { address })}
      </Button>
      {delegation.error && <SigningProblem cause={delegation.error} />}
    </div>
  );
}
