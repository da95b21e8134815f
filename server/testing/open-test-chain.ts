import { once } from 'node:events';
import { createTestClient, http, type TestClient } from 'viem';
import { type DeploymentRecord, factsOf } from '#server/chain/deploy/deployment-record.ts';
import { deployLocal } from '#server/chain/local/deploy-local.ts';
import { spawnAnvil } from '#server/chain/local/spawn-anvil.ts';
import { chainOf, openChain } from '#server/chain/open-chain.ts';
import type { ChainReader } from '#server/deps-type.ts';

export interface TestChain extends ChainReader {
  /** Mines, moves time, reorganises. */
  anvil: TestClient;
  record: DeploymentRecord;
  close(): Promise<void>;
}

/** A local chain of the test file's own, with all contracts, forgotten when closed. */
export async function openTestChain(): Promise<TestChain> {
  const { child, rpcUrl } = await spawnAnvil({ port: 0, folder: null });
  const record = await deployLocal({ rpcUrl, record: null, write: () => undefined, note: () => undefined });
  const chain = openChain(factsOf(record, { rpcUrl, isLocal: true }));
  return {
    ...chain,
    anvil: createTestClient({ mode: 'anvil', chain: chainOf(chain.facts), transport: http(rpcUrl) }),
    record,
    async close() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
