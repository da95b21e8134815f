import type { Wallet } from '@rainbow-me/rainbowkit';
import type { BrowserFacts } from '#protocol/chain/browser-facts.ts';
import { burnerConnector } from './burner-connector.ts';

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" fill="#b45309"/><path d="M14 5c1 4 6 6 6 11a6 6 0 0 1-12 0c0-3 2-4 3-6 1 2 2 2 3 3 1-3 0-5 0-8z" fill="#fff"/></svg>';

/** The burner as a choice in the dialog of wallets. */
export function burnerWallet(facts: BrowserFacts, options: { chainUrl: string; name: string }): () => Wallet {
  return () => ({
    id: 'burner',
    name: options.name,
    iconUrl: `data:image/svg+xml,${encodeURIComponent(icon)}`,
    iconBackground: '#b45309',
    installed: true,
    createConnector: (details) => (config) => ({ ...burnerConnector(facts, options.chainUrl)(config), ...details }),
  });
}
