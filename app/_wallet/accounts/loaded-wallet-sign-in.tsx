'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useConfig } from 'wagmi';
import { disconnect, signMessage } from 'wagmi/actions';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useWallet } from '#app/_wallet/connect/use-wallet.ts';
import { WalletScope } from '#app/_wallet/connect/wallet-scope.tsx';
import { signInByWallet } from './sign-in-by-wallet.ts';
import { SigningProblem } from './signing-problem.tsx';
import { useDelegation } from './use-delegation.ts';

/** Connect, sign in, and for a wallet that is new here, let the account's key sign for it. */
export function LoadedWalletSignIn() {
  return (
    <WalletScope>
      <SignIn />
    </WalletScope>
  );
}

function SignIn() {
  const t = useTranslations('wallet.signIn');
  const config = useConfig();
  const { wallet, connect, isReconnecting } = useWallet();
  const [isNew, setIsNew] = useState(false);
  const enter = useMutation({
    mutationFn: async () => {
      if (!wallet) return;
      const { address } = wallet;
      const signedIn = await signInByWallet(address, (message) => signMessage(config, { account: address, message }));
      if (signedIn.isNew) setIsNew(true);
      else goHome();
    },
  });
  if (isNew && wallet) return <FirstDelegation address={wallet.address} />;
  if (!wallet)
    return (
      <Button tone="accent" onClick={connect} disabled={isReconnecting}>
        {t('connect')}
      </Button>
    );
  return (
    <div className="space-y-3">
      <p className="break-all font-mono text-xs">{wallet.address}</p>
      <div className="flex flex-wrap gap-2">
        <Button tone="accent" onClick={() => enter.mutate()} disabled={enter.isPending}>
          {enter.isPending ? t('asking') : t('sign')}
        </Button>
        <Button onClick={() => void disconnect(config)}>{t('other')}</Button>
      </div>
      {enter.error && <SigningProblem cause={enter.error} />}
    </div>
  );
}

/** The account is there; what the wallet signs now lets its key sign for it. It can be done later too. */
function FirstDelegation({ address }: { address: `0x${string}` }) {
  const t = useTranslations('wallet.signIn');
  const delegation = useDelegation();
  return (
    <div className="space-y-3">
      <Notice tone="good" title={t('welcome')}>
        {t('delegate')}
      </Notice>
      <div className="flex flex-wrap gap-2">
        <Button
          tone="accent"
          disabled={delegation.isPending}
          onClick={() => delegation.mutate(address, { onSuccess: goHome })}
        >
          {delegation.isPending ? t('asking') : t('delegateButton')}
        </Button>
        <Button onClick={goHome}>{t('later')}</Button>
      </div>
      {delegation.error && <SigningProblem cause={delegation.error} />}
    </div>
  );
}

/** A full load, so that every page is asked for anew as the account. */
function goHome(): void {
  window.location.assign('/');
}
