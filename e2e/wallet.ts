import type { Page } from '@playwright/test';
import { createTestClient, createWalletClient, type Hex, http, parseEther, type TypedDataDefinition } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { readRun } from './product.ts';

/** A wallet that a browser extension would announce: it holds a key of its own and talks to the chain by itself. */
export interface InjectedWallet {
  address: Hex;
  /** From now on it says no to whatever is to be signed, until told otherwise. */
  rejects(isRejecting: boolean): void;
  /** Changes to another chain, as people do in the wallet's own menu. */
  switchTo(chainId: number): Promise<void>;
}

class WalletError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

interface Asked {
  method: string;
  params?: unknown[];
}

/** Announces a wallet with ten coins (EIP-6963) to every page that is opened afterwards. It lives outside the page: only its answers pass. */
export async function injectWallet(page: Page): Promise<InjectedWallet> {
  const { rpcUrl, chainId: ownChain } = readRun().chain;
  const account = privateKeyToAccount(generatePrivateKey());
  const client = createWalletClient({ account, transport: http(rpcUrl) });
  const anvil = createTestClient({ mode: 'anvil', transport: http(rpcUrl) });
  await anvil.setBalance({ address: account.address, value: parseEther('10') });
  const state = { chainId: ownChain, isRejecting: false, isConnected: false };

  const signs = (work: () => Promise<unknown>) =>
    state.isRejecting ? Promise.reject(new WalletError(4001, 'User rejected the request.')) : work();
  const answers: Record<string, (params: unknown[]) => unknown> = {
    eth_chainId: () => `0x${state.chainId.toString(16)}`,
    eth_accounts: () => (state.isConnected ? [account.address] : []),
    eth_requestAccounts: () =>
      signs(async () => {
        state.isConnected = true;
        return [account.address];
      }),
    personal_sign: ([raw]) => signs(() => account.signMessage({ message: { raw: raw as Hex } })),
    eth_signTypedData_v4: ([, typed]) =>
      signs(() => account.signTypedData(JSON.parse(String(typed)) as TypedDataDefinition)),
    eth_sendTransaction: ([transaction]) =>
      signs(() => client.sendTransaction({ ...readTransaction(transaction), chain: null })),
    wallet_requestPermissions: () => [{ parentCapability: 'eth_accounts' }],
    wallet_revokePermissions: () => {
      state.isConnected = false;
      return null;
    },
    wallet_switchEthereumChain: async ([wanted]) => {
      const chainId = Number((wanted as { chainId: string }).chainId);
      if (chainId !== ownChain) throw new WalletError(4902, 'Unrecognized chain.');
      await wallet.switchTo(chainId);
      return null;
    },
  };
  await page.exposeFunction('askInjectedWallet', async ({ method, params = [] }: Asked) => {
    try {
      const answer = answers[method];
      if (!answer && method.startsWith('wallet_')) throw new WalletError(4200, `Unknown: ${method}`);
      const result = answer ? await answer(params) : await client.request({ method, params } as never);
      return { result };
    } catch (cause) {
      const { code = -32_603, message = 'failed' } = cause as { code?: number; message?: string };
      return { error: { code, message } };
    }
  });
  await page.addInitScript(announce);
  const wallet: InjectedWallet = {
    address: account.address,
    rejects(isRejecting) {
      state.isRejecting = isRejecting;
    },
    async switchTo(chainId) {
      state.chainId = chainId;
      await page.evaluate((id) => window.dispatchEvent(new CustomEvent('wallet-chain', { detail: id })), chainId);
    },
  };
  return wallet;
}

function readTransaction(given: unknown): { to: Hex; data: Hex; value: bigint; nonce?: number } {
  const { to, data = '0x', value = '0x0', nonce } = given as { to: Hex; data?: Hex; value?: Hex; nonce?: Hex };
  return { to, data, value: BigInt(value), ...(nonce && { nonce: Number(nonce) }) };
}

/** Runs in the page, before its own code. */
function announce(): void {
  const listeners: Record<string, ((value: unknown) => void)[]> = {};
  const ask = (window as never as { askInjectedWallet(asked: unknown): Promise<{ result?: unknown; error?: object }> })
    .askInjectedWallet;
  const provider = {
    async request(asked: unknown) {
      const { result, error } = await ask(asked);
      if (error) throw Object.assign(new Error((error as { message: string }).message), error);
      return result;
    },
    on(name: string, listener: (value: unknown) => void) {
      listeners[name] = [...(listeners[name] ?? []), listener];
    },
    removeListener(name: string, listener: (value: unknown) => void) {
      listeners[name] = (listeners[name] ?? []).filter((one) => one !== listener);
    },
  };
  window.addEventListener('wallet-chain', (event) => {
    const id = `0x${Number((event as CustomEvent<number>).detail).toString(16)}`;
    for (const listener of listeners.chainChanged ?? []) listener(id);
  });
  const icon = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>';
  const info = { uuid: '350670db-19fa-4704-a166-e52e178b59d2', name: 'Test Wallet', icon, rdns: 'test.wallet' };
  const detail = Object.freeze({ info, provider });
  const say = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  window.addEventListener('eip6963:requestProvider', say);
  say();
}
