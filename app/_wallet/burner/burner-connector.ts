import { getAddress, http, SwitchChainError } from 'viem';
import { createConnector } from 'wagmi';
import type { BrowserFacts } from '#protocol/chain/browser-facts.ts';
import { readBurnerKey } from './burner-key.ts';
import { isBurnerAllowed } from './is-burner-allowed.ts';
import { type BurnerProvider, openBurnerProvider } from './open-burner-provider.ts';

const connectedPlace = 'gaia-burner-connected';

/** wagmi connector of the burner wallet. Throws wherever a burner is not allowed, whoever asks. */
export function burnerConnector(facts: BrowserFacts, chainUrl: string) {
  let opened: BurnerProvider | null = null;
  const provider = () => {
    if (!isBurnerAllowed(facts)) throw new Error('A burner wallet works only on the local chain of this very machine.');
    opened ??= openBurnerProvider({
      privateKey: readBurnerKey(window.localStorage),
      chainId: facts.chainId,
      transport: http(chainUrl),
    });
    return opened;
  };
  return createConnector<BurnerProvider>((config) => ({
    id: 'burner',
    name: 'Burner wallet',
    type: 'burner',
    async connect({ withCapabilities } = {}) {
      const address = getAddress(provider().address);
      window.localStorage.setItem(connectedPlace, '1');
      const accounts = withCapabilities ? [{ address, capabilities: {} }] : [address];
      return { accounts: accounts as never, chainId: facts.chainId };
    },
    async disconnect() {
      window.localStorage.removeItem(connectedPlace);
    },
    getAccounts: async () => [getAddress(provider().address)],
    getChainId: async () => facts.chainId,
    getProvider: async () => provider(),
    isAuthorized: async () => isBurnerAllowed(facts) && window.localStorage.getItem(connectedPlace) !== null,
    async switchChain({ chainId }) {
      const chain = config.chains.find(({ id }) => id === chainId);
      if (chain && chainId === facts.chainId) return chain;
      throw new SwitchChainError(new Error('A burner wallet works on the local chain only.'));
    },
    onAccountsChanged() {},
    onChainChanged() {},
    onDisconnect() {
      config.emitter.emit('disconnect');
    },
  }));
}
