import { connectorsForWallets, type Wallet } from '@rainbow-me/rainbowkit';
import { injectedWallet } from '@rainbow-me/rainbowkit/wallets';
import { defineChain } from 'viem';
import { type Config, createConfig, createStorage, http } from 'wagmi';
import { reconnect } from 'wagmi/actions';
import { burnerWallet } from '#app/_wallet/burner/burner-wallet.ts';
import { isBurnerAllowed } from '#app/_wallet/burner/is-burner-allowed.ts';
import type { BrowserFacts } from '#protocol/chain/browser-facts.ts';

interface ConfigOptions {
  facts: BrowserFacts;
  /** Words of the dialog of wallets. */
  names: { burner: string; group: string };
}

const kept = new Map<number, Config>();

/** What all wallet parts of a page share, made at the first use in a browser: connections live here, not in React. */
export function walletConfig({ facts, names }: ConfigOptions): Config {
  const known = kept.get(facts.chainId);
  if (known) return known;
  const { origin } = window.location;
  const chainUrl = `${origin}/api/chain`;
  const chain = defineChain({
    id: facts.chainId,
    name: facts.name,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    // What a wallet is told when it does not know the chain: the studio's own way needs the studio's session.
    rpcUrls: { default: { http: facts.loopbackRpcUrl ? [facts.loopbackRpcUrl] : [] } },
    blockExplorers: { default: { name: 'GaiaNet', url: `${origin}/chain` } },
  });
  const burners: (() => Wallet)[] = isBurnerAllowed(facts)
    ? [burnerWallet(facts, { chainUrl, name: names.burner })]
    : [];
  const connectors = connectorsForWallets(
    [{ groupName: names.group, wallets: [...burners, injectedWallet] }],
    // No WalletConnect wallet is listed, so nothing ever uses this id.
    { appName: 'GaiaNet', projectId: 'none' },
  );
  const config = createConfig({
    chains: [chain],
    connectors,
    transports: { [chain.id]: http(chainUrl, { batch: true, retryCount: 1 }) },
    storage: createStorage({ key: 'gaia-wallet', storage: window.localStorage }),
    batch: { multicall: false },
  });
  kept.set(facts.chainId, config);
  void reconnect(config);
  return config;
}
