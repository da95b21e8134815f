import { type Address, encodeFunctionData, erc20Abi, type Hex, keccak256, toHex, zeroAddress } from 'viem';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { explainRefusal } from '#app/_wallet/send/explain-refusal.ts';
import { domainRegistryAbi } from '#contracts/generated/domain-registry-abi.ts';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import { browserFacts } from '#server/chain/browser-facts.ts';
import { fundWallet } from '#server/chain/fund-wallet.ts';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { claimSteps } from './claim-steps.ts';
import {
  acceptDomainCalldata,
  createDomainCalldata,
  offerDomainCalldata,
  placeCalldata,
  refusalCalldata,
  setModeCalldata,
} from './domain-calls.ts';
import { linkNodeCalldata } from './node-calls.ts';

type Person = Awaited<ReturnType<TestChain['newWallet']>>;

const words = {
  contract: 'Ledger',
  amount: 'You get',
  sentence: ({ amount, wallet }: { amount: string; wallet: Address }) => `${amount} to ${wallet}`,
};
let chain: TestChain;
let payer: Person;
let usd: { address: Address; symbol: string };
let gaia: { address: Address; symbol: string };

beforeAll(async () => {
  chain = await openTestChain();
  const [first, second] = chain.reader.facts.assets;
  if (!first || !second) throw new Error('The local chain has two tokens.');
  [usd, gaia] = [first, second];
});
afterAll(async () => await chain.close());
beforeEach(async () => {
  payer = await chain.newWallet();
});

const facts = () => browserFacts({ chain: chain.reader }) ?? expect.fail('There is a chain.');
const balance = (token: Address, of: Address) =>
  chain.reader.client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [of] });

async function run(person: Person, to: Address, data: Hex): Promise<void> {
  await chain.untilMined(await person.send.sendTransaction({ account: person.account, chain: null, to, data }));
}

/** Puts money of the payer's down for an account. */
async function credit(account: Address, amount: bigint): Promise<void> {
  const { revenueLedger: ledger } = chain.reader.facts.contracts;
  const mint = { abi: mockUsdAbi, functionName: 'mint', args: [payer.account.address, amount] } as const;
  await run(payer, usd.address, encodeFunctionData(mint));
  await run(payer, usd.address, encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [ledger, amount] }));
  const rows = [{ account, amount, componentId: 7n, source: keccak256(toHex('licence')) }];
  await run(
    payer,
    ledger,
    encodeFunctionData({ abi: revenueLedgerAbi, functionName: 'credit', args: [usd.address, rows] }),
  );
}

test('all that is owed is paid out by one transaction for the own wallet and one for each other, each to its owner', async () => {
  const [own, other] = [await chain.newWallet(), await chain.newWallet()];
  await credit(own.account.address, 25n);
  await credit(other.account.address, 4n);
  const rows = [
    { wallet: own.account.address, asset: usd, amount: '0.000025 mUSD' },
    { wallet: own.account.address, asset: gaia, amount: '0 GAIA' },
    { wallet: other.account.address, asset: usd, amount: '0.000004 mUSD' },
  ];
  const steps = claimSteps(rows, { account: own.account.address, facts: facts(), words });
  expect(steps.map(({ sentence }) => sentence)).toEqual([
    `0.000025 mUSD + 0 GAIA to ${own.account.address}`,
    `0.000004 mUSD to ${other.account.address}`,
  ]);
  for (const { contract, data } of steps) await run(own, contract.address, data);
  expect(await balance(usd.address, own.account.address)).toBe(25n);
  expect(await balance(usd.address, other.account.address)).toBe(4n);
});

test('what a contract would refuse is named by its own error, and what nobody knows is not', async () => {
  const { account } = payer;
  const refusal = (to: Address, data: Hex) =>
    chain.reader.client.call({ account, to, data }).then(() => null, explainRefusal);
  const [claim] = claimSteps([{ wallet: account.address, asset: usd, amount: '' }], {
    ...{ account: account.address, facts: facts(), words },
  });
  expect(await refusal(claim?.contract.address ?? zeroAddress, claim?.data ?? '0x')).toBe('RevenueLedger_NothingOwed');
  const nodeSignature = `0x${'11'.repeat(65)}` as const;
  const link = linkNodeCalldata({ node: usd.address, payout: usd.address, deadline: '99999999999', nodeSignature });
  expect(await refusal(facts().contracts.nodeRegistry, link)).toBe('NodeRegistry_BadSignature');
  expect(await refusal(facts().contracts.nodeRegistry, '0x12345678')).toBeNull();
});

test('what an operator sends is what the registry of domains does', async () => {
  const heir = await chain.newWallet();
  const [operator, next] = [payer.account.address, heir.account.address];
  const place = { address: facts().contracts.domainRegistry, abi: domainRegistryAbi };
  const { client } = chain.reader;
  await run(payer, place.address, createDomainCalldata('ham-radio', 'open'));
  const id = String(await client.readContract({ ...place, functionName: 'idOf', args: ['ham-radio'] }));
  const args = [BigInt(id)] as const;
  const domain = () => client.readContract({ ...place, functionName: 'domainOf', args });
  const offeredTo = () => client.readContract({ ...place, functionName: 'offeredTo', args });
  const isBanned = () => client.readContract({ ...place, functionName: 'isBanned', args: [...args, next] });
  expect(await domain()).toMatchObject({ operator, mode: 1, name: 'ham-radio' });
  await run(payer, place.address, setModeCalldata(id, 'allowlist'));
  expect(await domain()).toMatchObject({ mode: 0 });
  await run(payer, place.address, refusalCalldata('ban', { id, account: next, reason: 'Why not.' }));
  expect(await isBanned()).toBe(true);
  await run(payer, place.address, placeCalldata('unban', { id, account: next }));
  expect(await isBanned()).toBe(false);
  await run(payer, place.address, offerDomainCalldata(id, next));
  await run(payer, place.address, offerDomainCalldata(id, null));
  expect(await offeredTo()).toBe(zeroAddress);
  await run(payer, place.address, offerDomainCalldata(id, next));
  await run(heir, place.address, acceptDomainCalldata(id));
  expect(await domain()).toMatchObject({ operator: next });
});

test('play money is refused by the server wherever the chain is not the one of this machine', async () => {
  const { facts: local, ...reader } = chain.reader;
  for (const change of [{ isLocal: false }, { rpcUrl: 'http://10.0.0.5:8545' }]) {
    const deps = { chain: { ...reader, facts: { ...local, ...change } }, clock: () => new Date(), db: null as never };
    const refused = fundWallet(deps, { address: payer.account.address });
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  }
});
