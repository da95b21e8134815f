import { once } from 'node:events';
import {
  type Account,
  createTestClient,
  createWalletClient,
  http,
  type PrivateKeyAccount,
  parseEther,
  publicActions,
  type WalletClient,
} from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { deployLocal } from '#server/chain/local/deploy-local.ts';
import { spawnAnvil } from '#server/chain/local/spawn-anvil.ts';
import { chainOf, openChain } from '#server/chain/open-chain.ts';
import type { ChainReader } from '#server/deps-type.ts';

export interface TestChain {
  reader: ChainReader;
  /** anvil's own commands: time, mining, balances. */
  control: ReturnType<typeof openControl>;
  /** A new account with ten coins. */
  newWallet(): Promise<{ account: PrivateKeyAccount; send: WalletClient }>;
  /** Sends as this account and resolves once it is mined; throws when it was undone. */
  untilMined(hash: `0x${string}`): Promise<void>;
  close(): Promise<void>;
}

/** A real chain of the test's own with all contracts on it. */
export async function openTestChain(): Promise<TestChain> {
  const { child, rpcUrl } = await spawnAnvil({ port: 0, folder: null });
  const record = await deployLocal({ rpcUrl, record: null, write: () => undefined, note: () => undefined });
  const { chainId, contracts, assets, startBlock } = record;
  const reader = openChain({ chainId, rpcUrl, isLocal: true, contracts, assets, startBlock });
  const control = openControl(rpcUrl);
  return {
    reader,
    control,
    async newWallet() {
      const account = privateKeyToAccount(generatePrivateKey());
      await control.setBalance({ address: account.address, value: parseEther('10') });
      const send = createWalletClient({
        account: account as Account,
        chain: chainOf(reader.facts),
        transport: http(rpcUrl),
      });
      return { account, send };
    },
    async untilMined(hash) {
      const { status } = await control.waitForTransactionReceipt({ hash, pollingInterval: 10 });
      if (status !== 'success') throw new Error(`The transaction ${hash} was undone.`);
    },
    async close() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

function openControl(rpcUrl: string) {
  return createTestClient({ mode: 'anvil', transport: http(rpcUrl), cacheTime: 0 }).extend(publicActions);
}
