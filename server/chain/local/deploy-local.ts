import { createPublicClient, createTestClient, http, parseEther } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { deployContracts } from '#server/chain/deploy/deploy-contracts.ts';
import type { BegunDeployment, DeploymentRecord } from '#server/chain/deploy/deployment-record.ts';
import { localAccount } from './local-accounts.ts';
import { localParameters } from './local-parameters.ts';

const leastCoins = parseEther('1000');
const coins = parseEther('10000');

/** Deploys what the local chain lacks of the contracts, and sees to it that the accounts that pay have coins. Where an earlier deployment can't be gone on with, a new one takes its place: nothing on this chain is worth a question. */
export async function deployLocal(input: {
  rpcUrl: string;
  record: BegunDeployment | null;
  write: (record: DeploymentRecord) => void;
  note: (line: string) => void;
}): Promise<DeploymentRecord> {
  const deploy = (record: BegunDeployment | null) =>
    deployContracts({
      ...input,
      record,
      client: createPublicClient({ transport: http(input.rpcUrl), pollingInterval: 20, cacheTime: 0 }),
      account: localAccount('deployer'),
      parameters: localParameters(),
    });
  await fundAccounts(input.rpcUrl);
  try {
    return await deploy(input.record);
  } catch (cause) {
    if (!(cause instanceof AppError && cause.code === 'conflict')) throw cause;
    input.note('The chain is another than the one the contracts were on; deploying them anew');
    return await deploy(null);
  }
}

async function fundAccounts(rpcUrl: string): Promise<void> {
  const transport = http(rpcUrl);
  const client = createPublicClient({ transport });
  const anvil = createTestClient({ mode: 'anvil', transport });
  for (const role of ['deployer', 'faucet', 'relay', 'arbiter'] as const) {
    const { address } = localAccount(role);
    if ((await client.getBalance({ address })) < leastCoins) await anvil.setBalance({ address, value: coins });
  }
}
