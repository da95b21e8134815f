import { once } from 'node:events';
import {
  type Account,
  createTestClient,
  createWalletClient,
  type Hex,
  http,
  type PrivateKeyAccount,
  parseEther,
  publicActions,
  type WalletClient,
} from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import type { DeploymentRecord } from '#server/chain/deploy/deployment-record.ts';
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

/** What deploying all contracts on an empty chain comes to: done once, and given to each chain after that. */
let deployed: Promise<{ record: DeploymentRecord; state: Hex }> | undefined;

/** A real chain of the test's own with all contracts on it. */
export async function openTestChain(): Promise<TestChain> {
  deployed ??= deployOnce();
  const { record, state } = await deployed;
  const { child, rpcUrl } = await spawnAnvil({ port: 0, folder: null });
  await continueFrom(openControl(rpcUrl), state);
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

async function deployOnce() {
  const { child, rpcUrl } = await spawnAnvil({ port: 0, folder: null });
  try {
    const record = await deployLocal({ rpcUrl, record: null, write: () => undefined, note: () => undefined });
    return { record, state: await openControl(rpcUrl).dumpState() };
  } finally {
    child.kill();
    await once(child, 'exit');
  }
}

/** The saved blocks are from another hour than the chain's first: a block of now after them lets its time go on from there. */
async function continueFrom(control: ReturnType<typeof openControl>, state: Hex): Promise<void> {
  await control.loadState({ state });
  const last = Number((await control.getBlock()).timestamp);
  await control.setNextBlockTimestamp({ timestamp: BigInt(Math.max(last + 1, Math.ceil(Date.now() / 1_000))) });
  await control.mine({ blocks: 1 });
}

function openControl(rpcUrl: string) {
  return createTestClient({ mode: 'anvil', transport: http(rpcUrl), cacheTime: 0 }).extend(publicActions);
}
