import fs from 'node:fs';
import { type Address, createPublicClient, formatEther, formatUnits, type Hex, http, type PublicClient } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { boundGas } from '#server/chain/deploy/bound-gas.ts';
import { continuesPlan } from '#server/chain/deploy/continues-plan.ts';
import { deployContracts } from '#server/chain/deploy/deploy-contracts.ts';
import {
  type BegunDeployment,
  begunDeploymentSchema,
  type DeploymentRecord,
} from '#server/chain/deploy/deployment-record.ts';
import { planDeployment } from '#server/chain/deploy/plan-deployment.ts';
import { type DeployOptions, readDeployOptions, usage } from './deploy-options.ts';

// npm run contracts:deploy -- …: the product's contracts on any EVM chain; --dry-run only tells what would be done.
try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = readDeployOptions(process.argv.slice(2));
  if (!options) return console.log(usage());
  const client = createPublicClient({ transport: http(options.rpcUrl), pollingInterval: 1_000, cacheTime: 0 });
  const chainId = await client.getChainId();
  if (chainId !== options.chainId)
    throw new Error(`${options.rpcUrl} is chain ${chainId}, not ${options.chainId}; correct --rpc or --chain-id.`);
  const record = readRecord(options.out);
  const account = options.keyFile ? privateKeyToAccount(readKey(options.keyFile)) : null;
  const deployer = account?.address ?? options.deployer;
  if (!deployer) throw new Error('Name the deployer by --key-file, or by --deployer for a dry run.');
  await printPlan(client, { options, deployer, record });
  if (options.isDryRun) return console.log('\nDry run: nothing was sent.');
  if (!account)
    throw new Error('--key-file names the file with the private key that pays; without it there is only --dry-run.');
  const done = await deployContracts({
    ...{ client, account, record, rpcUrl: options.rpcUrl, parameters: options.parameters },
    write: (next) => writeRecord(options.out, next),
    note: (line) => console.log(line),
  });
  console.log(`\nAll contracts are on chain ${done.chainId}; they are written down in ${options.out}. Start with:`);
  console.log(`  GAIA_RPC_URL=${options.rpcUrl} GAIA_CHAIN_ID=${done.chainId} GAIA_CONTRACTS=${options.out}`);
}

async function printPlan(
  client: PublicClient,
  input: { options: DeployOptions; deployer: Address; record: BegunDeployment | null },
): Promise<void> {
  const { options, deployer, record } = input;
  const firstNonce = record?.firstNonce ?? (await client.getTransactionCount({ address: deployer }));
  const plan = planDeployment(options.parameters, { deployer, firstNonce });
  if (record && !continuesPlan(plan, record))
    throw new Error(
      `${options.out} is of a deployment by ${record.deployer} with other code or parameters. Contracts can't be changed: use the same parameters to go on with it, or another --out for a new one.`,
    );
  console.log(`Chain ${options.chainId} at ${options.rpcUrl}, deployer ${deployer}\n`);
  for (const [name, value] of Object.entries(options.parameters)) console.log(`  ${name} = ${told(name, value)}`);
  console.log('');
  const gasPrice = await client.getGasPrice();
  let left = 0;
  for (const { name, address, nonce, initCode, args } of plan.contracts) {
    const isThere = (await client.getCode({ address })) !== undefined;
    const gas = boundGas(initCode);
    if (!isThere) left += gas;
    const state = isThere ? 'is there' : `at most ${gas} gas, transaction ${nonce}`;
    console.log(`  ${name} at ${address}: ${state}\n    arguments ${JSON.stringify(args, inDigits)}`);
  }
  const cost = BigInt(left) * gasPrice;
  const balance = await client.getBalance({ address: deployer });
  console.log(`\n  at most ${left} gas, ${formatEther(cost)} of the chain's coin at ${formatUnits(gasPrice, 9)} gwei`);
  console.log(`  the deployer has ${formatEther(balance)}`);
  if (balance < cost) console.log('  which may be too little: fund it first.');
}

function inDigits(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function told(name: string, value: unknown): string {
  if (name === 'tokenSupply' && typeof value === 'bigint') return `${value} (${formatEther(value)} GAIA)`;
  return String(value);
}

function readRecord(file: string): BegunDeployment | null {
  return fs.existsSync(file) ? begunDeploymentSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8'))) : null;
}

function writeRecord(file: string, record: DeploymentRecord): void {
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`);
  fs.renameSync(`${file}.new`, file);
}

function readKey(file: string): Hex {
  const key = fs.readFileSync(file, 'utf8').trim();
  if (!/^0x[0-9a-fA-F]{64}$/.test(key))
    throw new Error(`${file} must hold a private key: 0x and 64 hexadecimal digits.`);
  return key as Hex;
}
