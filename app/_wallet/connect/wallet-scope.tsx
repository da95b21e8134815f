'use client';
import { darkTheme, lightTheme, RainbowKitProvider, type Theme } from '@rainbow-me/rainbowkit';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { type ReactNode, useEffect, useState } from 'react';
import { WagmiContext } from 'wagmi';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { BrowserFacts } from '#protocol/chain/browser-facts.ts';
import { namePictures } from './name-pictures.ts';
import { walletConfig } from './wallet-config.ts';
import '@rainbow-me/rainbowkit/styles.css';

const light = lightTheme({ accentColor: '#1d4ed8', borderRadius: 'small', fontStack: 'system' });
const dark = darkTheme({
  accentColor: '#8fb2ff',
  accentColorForeground: '#0c1530',
  borderRadius: 'small',
  fontStack: 'system',
});

/** RainbowKit's own greys and accents fail AA; these are the studio's. */
const themes: Record<'light' | 'dark', Theme> = {
  light: { ...light, colors: { ...light.colors, ...greys('#545c6b') } },
  dark: { ...dark, colors: { ...dark.colors, ...greys('#a5aebd'), modalBackground: '#171b23' } },
};

function greys(muted: string) {
  return { modalTextSecondary: muted, modalTextDim: muted, closeButton: muted };
}

/** Gives what it holds a wallet: wagmi's hooks and the dialogs for connecting. Only for the browser: load it with `next/dynamic` and without server rendering. Shows nothing where there is no chain. */
export function WalletScope({ children }: { children: ReactNode }) {
  const facts = useChain();
  if (!facts) return null;
  return <ScopeOnChain facts={facts}>{children}</ScopeOnChain>;
}

function ScopeOnChain({ facts, children }: { facts: BrowserFacts; children: ReactNode }) {
  const t = useTranslations('wallet.connect');
  const { resolvedTheme } = useTheme();
  useEffect(namePictures, []);
  const [config] = useState(() => walletConfig({ facts, names: { burner: t('burner'), group: t('group') } }));
  return (
    <WagmiContext value={config}>
      <RainbowKitProvider
        modalSize="compact"
        theme={themes[resolvedTheme === 'dark' ? 'dark' : 'light']}
        appInfo={{ appName: 'GaiaNet' }}
      >
        {children}
      </RainbowKitProvider>
    </WagmiContext>
  );
}
