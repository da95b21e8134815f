import {
  type Address,
  createWalletClient,
  erc20Abi,
  http,
  type LocalAccount,
  type PublicClient,
  type Transport,
} from 'viem';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import type { ContractAddresses, PaymentAsset } from '#protocol/chain/chain-facts.ts';
import { AppError } from '#protocol/errors.ts';
import { continuesPlan } from './continues-plan.ts';
import type { BegunDeployment, DeploymentRecord } from './deployment-record.ts';
import { type DeploymentParameters, type PlannedContract, planDeployment } from './plan-deployment.ts';

export interface DeployInput {
  client: PublicClient<Transport>;
  rpcUrl: string;
  account: LocalAccount;
  parameters: DeploymentParameters;
  /** What an earlier run wrote down. */
  record: BegunDeployment | null;
  /** Writes down what the next run needs; called before anything is sent, and again at the end. */
  write: (record: DeploymentRecord) => void;
  note: (line: string) => void;
}

/** Deploys whatever of the product's contracts is not there yet, and returns where all are. Safe to repeat after a stop at any point: it goes on where the earlier run ended. Throws `conflict` when another transaction of the deployer came between. */
export async function deployContracts(input: DeployInput): Promise<DeploymentRecord> {
  const { client, account, parameters } = input;
  const chainId = await client.getChainId();
  const usual = parameters.asset && (await readAsset(client, parameters.asset));
  const firstNonce = await firstNonceOf(input, chainId);
  const plan = planDeployment(parameters, { deployer: account.address, firstNonce });
  const known = input.record && continuesPlan(plan, input.record) ? input.record : null;
  const nextBlock = Number(await client.getBlockNumber()) + 1;
  const record: DeploymentRecord = {
    chainId,
    deployer: account.address,
    firstNonce,
    planHash: plan.planHash,
    contracts: plan.addresses,
    assets: known?.assets ?? [usual ?? { address: plan.addresses.networkToken, symbol: 'GAIA', decimals: 18 }],
    // A chain that lost its last blocks may get the contracts in earlier blocks than before.
    startBlock: Math.min(known?.startBlock ?? nextBlock, nextBlock),
  };
  if (known?.planHash !== plan.planHash) input.write(record);
  for (const contract of plan.contracts) await ensureContract(input, contract);
  await assertWired(client, plan.addresses);
  const paid = usual ?? (plan.addresses.mockUsd && (await readAsset(client, plan.addresses.mockUsd)));
  const own = await readAsset(client, plan.addresses.networkToken);
  const done = { ...record, assets: paid ? [paid, own] : [own] };
  input.write(done);
  return done;
}

/** An earlier plan is gone on with as long as it is still the same, or only longer; else a new one begins at the deployer's next transaction. */
async function firstNonceOf({ client, account, parameters, record }: DeployInput, chainId: number): Promise<number> {
  const isOfHere = record?.chainId === chainId && record.deployer.toLowerCase() === account.address.toLowerCase();
  if (record && isOfHere) {
    const plan = planDeployment(parameters, { deployer: account.address, firstNonce: record.firstNonce });
    if (continuesPlan(plan, record)) return record.firstNonce;
  }
  return client.getTransactionCount({ address: account.address, blockTag: 'pending' });
}

async function ensureContract(input: DeployInput, contract: PlannedContract): Promise<void> {
  const { client, account, note } = input;
  if (await client.getCode({ address: contract.address })) return;
  const nonce = await settledNonce(client, account.address);
  if (await client.getCode({ address: contract.address })) return;
  if (nonce !== contract.nonce)
    throw new AppError(
      'conflict',
      `${contract.name} was to be transaction ${contract.nonce} of ${account.address}, but its next one is ${nonce}: another transaction came between. Start a new deployment, in a file of its own.`,
    );
  const wallet = createWalletClient({ account, transport: http(input.rpcUrl) });
  const hash = await wallet.sendTransaction({ chain: null, data: contract.initCode, nonce });
  const receipt = await client.waitForTransactionReceipt({ hash });
  if (receipt.status !== 'success') throw new Error(`The deployment of ${contract.name} failed: transaction ${hash}.`);
  note(`${contract.name} is at ${contract.address} (${receipt.gasUsed} gas)`);
}

/** The number of the next transaction once none of the account waits in the mempool: one may have been sent just before an earlier run was killed. */
async function settledNonce(client: PublicClient<Transport>, address: Address): Promise<number> {
  for (;;) {
    const mined = await client.getTransactionCount({ address, blockTag: 'latest' });
    if (mined >= (await client.getTransactionCount({ address, blockTag: 'pending' }))) return mined;
    await new Promise((resolve) => setTimeout(resolve, client.pollingInterval));
  }
}

/** The market must know the other contracts, or nothing that follows would be right. */
async function assertWired(client: PublicClient<Transport>, contracts: ContractAddresses): Promise<void> {
  const names = ['REGISTRY', 'LICENCE', 'LEDGER'] as const;
  const market = { address: contracts.componentMarket, abi: componentMarketAbi } as const;
  const found = await Promise.all(names.map((functionName) => client.readContract({ ...market, functionName })));
  const wanted = [contracts.componentRegistry, contracts.componentLicence, contracts.revenueLedger];
  if (found.every((address, index) => address === wanted[index])) return;
  throw new AppError(
    'conflict',
    `The market at ${contracts.componentMarket} names other contracts than were deployed.`,
  );
}

/** Throws `invalid_input` when there is no token at the address. */
async function readAsset(client: PublicClient<Transport>, address: Address): Promise<PaymentAsset> {
  const read = <const Name extends 'symbol' | 'decimals'>(functionName: Name) =>
    client.readContract({ address, abi: erc20Abi, functionName });
  try {
    return { address, symbol: await read('symbol'), decimals: await read('decimals') };
  } catch (cause) {
    throw new AppError('invalid_input', `There is no ERC-20 token at ${address}.`, { cause });
  }
}
