import { type Abi, type Address, createWalletClient, encodeFunctionData, http, type PrivateKeyAccount } from 'viem';
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from 'viem/accounts';
import { componentLicenceAbi } from '#contracts/generated/component-licence-abi.ts';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import { componentRegistryAbi } from '#contracts/generated/component-registry-abi.ts';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import { localAccount } from '#server/chain/local/local-accounts.ts';
import { localParameters } from '#server/chain/local/local-parameters.ts';
import type { TestChain } from '#server/chain/testing/open-test-chain.ts';
import { type Chance, openChance } from './chance.ts';
import { addAmount, type Model, newModel } from './model.ts';

/** The accounts that anvil itself signs for. */
const anvilWords = 'test test test test test test test test test test test junk';
const million = 1_000_000n;
const most = 2n ** 256n - 1n;

/** The contracts on a chain of their own, the model beside them, and the people who act in both. */
export interface World {
  chain: TestChain;
  chance: Chance;
  model: Model;
  people: Address[];
  assets: Address[];
  issuer: PrivateKeyAccount;
  on: ReturnType<typeof contractsOf>;
}

/** Deploys nothing (the chain has the contracts): gives four people money and approvals, in both. */
export async function openWorld(chain: TestChain, seed: number): Promise<World> {
  const { contracts } = chain.reader.facts;
  const { feeBps, deliverySeconds, challengeSeconds, treasury, arbiter } = localParameters();
  const facts = {
    ...{ market: contracts.componentMarket, ledger: contracts.revenueLedger, treasury, arbiter },
    ...{ feeBps: BigInt(feeBps), deliverySeconds: BigInt(deliverySeconds) },
    challengeSeconds: BigInt(challengeSeconds),
  };
  // anvil's own accounts sign inside the chain, which is quicker; the first five have parts in the product.
  const people = [5, 6, 7, 8].map((addressIndex) => mnemonicToAccount(anvilWords, { addressIndex }).address);
  const on = contractsOf(chain);
  const world: World = {
    ...{ chain, people, on, issuer: privateKeyToAccount(generatePrivateKey()), chance: openChance(seed) },
    model: newModel(facts, (await chain.control.getBlock()).timestamp),
    assets: [on.usd.address, contracts.networkToken],
  };
  // The issuer mints by signature, and so comes to own deeds.
  await chain.control.impersonateAccount({ address: world.issuer.address });
  await chain.control.setBalance({ address: world.issuer.address, value: 10n ** 20n });
  for (const person of [...people, world.issuer.address]) await equip(world, person);
  return world;
}

function contractsOf(chain: TestChain) {
  const { contracts } = chain.reader.facts;
  if (!contracts.mockUsd) throw new Error('The test chain has no play money.');
  return {
    registry: { address: contracts.componentRegistry, abi: componentRegistryAbi },
    licence: { address: contracts.componentLicence, abi: componentLicenceAbi },
    market: { address: contracts.componentMarket, abi: componentMarketAbi },
    ledger: { address: contracts.revenueLedger, abi: revenueLedgerAbi },
    usd: { address: contracts.mockUsd, abi: mockUsdAbi },
    gaia: { address: contracts.networkToken, abi: mockUsdAbi },
  } as const;
}

async function equip(world: World, person: Address): Promise<void> {
  const { on, model } = world;
  const amount = million * million;
  const gaia = 10n ** 26n;
  const act = (call: Call) => {
    tick(world);
    return send(world, call);
  };
  for (let time = 0; time < 20; time += 1)
    await act({ from: person, contract: 'usd', functionName: 'mint', args: [person, amount] });
  const faucet = localAccount('faucet').address;
  await act({ from: faucet, contract: 'gaia', functionName: 'transfer', args: [person, gaia] });
  addAmount(model.balances, { asset: on.usd.address, account: person }, 20n * amount);
  addAmount(model.balances, { asset: on.gaia.address, account: person }, gaia);
  for (const contract of ['usd', 'gaia'] as const)
    await act({ from: person, contract, functionName: 'approve', args: [on.market.address, most] });
  for (const contract of ['registry', 'licence'] as const)
    await act({ from: person, contract, functionName: 'setApprovalForAll', args: [on.market.address, true] });
}

export interface Call {
  from: Address;
  contract: keyof World['on'];
  functionName: string;
  args: readonly unknown[];
}

/** Time passes: the next block has this time. */
export function tick(world: World, seconds = 1): void {
  world.model.now += BigInt(seconds);
}

/** Sends the call in a block of the model's time, and returns its gas. Throws unless it went through. */
export async function send(world: World, { from, contract, functionName, args }: Call): Promise<number> {
  const { control, reader } = world.chain;
  const { address, abi } = world.on[contract];
  await control.setNextBlockTimestamp({ timestamp: world.model.now });
  const wallet = createWalletClient({ account: from, transport: http(reader.facts.rpcUrl) });
  const data = encodeFunctionData({ abi: abi as Abi, functionName, args });
  const hash = await wallet.sendTransaction({ chain: null, to: address, data, gas: 5_000_000n });
  const { status, gasUsed } = await control.waitForTransactionReceipt({ hash, pollingInterval: 5 });
  if (status !== 'success') throw new Error(`${functionName} was undone, which the model did not expect.`);
  return Number(gasUsed);
}
