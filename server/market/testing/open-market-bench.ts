import { randomUUID } from 'node:crypto';
import { type Hex, parseAbi, type WalletClient, zeroHash } from 'viem';
import type { ContractCall } from '#protocol/market/calls/contract-call.ts';
import { assetAbi } from '#protocol/market/market-abi.ts';
import { mintVoucherMessage } from '#protocol/market/mint-voucher.ts';
import { presetChoices, type SaleChoices } from '#protocol/market/preset-terms.ts';
import { indexBlocks } from '#server/chain/index/index-blocks.ts';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { deploymentJobs } from '#server/deployments/deployment-jobs.ts';
import type { NodeClient } from '#server/deps-type.ts';
import { type Gateway, openGateway } from '#server/gateway/open-gateway.ts';
import { claimJob } from '#server/jobs/claim-job.ts';
import { runJob } from '#server/jobs/run-job.ts';
import { importBundle } from '#server/knowledge/import/import-bundle.ts';
import { planPurchase } from '#server/market/plan-purchase.ts';
import { settleMarket } from '#server/market/settle-market.ts';
import { prepareChainLink } from '#server/nodes/prepare-chain-link.ts';
import { prepareSale } from '#server/sale/prepare-sale.ts';
import { saleJobs } from '#server/sale/sale-jobs.ts';
import { signSale } from '#server/sale/sign-sale.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';

/** Somebody with an account in the studio, a linked wallet, coins and play money. */
export interface Trader {
  id: string;
  keyAddress: string;
  wallet: Awaited<ReturnType<TestChain['newWallet']>>;
  address: Hex;
}

export interface MarketBench {
  deps: TestDeps;
  chain: TestChain;
  gateway: Gateway;
  usd: Hex;
  newTrader(name: string): Promise<Trader>;
  /** A knowledge base of these passages with one published version. */
  addKnowledge(trader: Trader, texts: string[]): Promise<{ componentId: string; versionId: string; root: string }>;
  /** Terms to sell a seat for so much play money (6 decimals), private unless changed. */
  choices(price: string, changes?: Partial<SaleChoices>): SaleChoices;
  /** Prepares, signs with the wallet, and puts on sale. */
  offer(trader: Trader, versionId: string, choices: SaleChoices): Promise<void>;
  /** Buys what `market.page` shows as `id`; resolves with the transaction. */
  buy(trader: Trader, id: string, seen: { price: string; root: string; scope?: 0 | 1 }): Promise<Hex>;
  send(trader: Pick<Trader, 'wallet'>, call: ContractCall): Promise<Hex>;
  /** Links a node of the trader's with their wallet on chain; the node signs. */
  linkNode(trader: Trader, nodeId: string): Promise<void>;
  /** Runs every deployment that is due, side by side as a worker does: each waits for its node. */
  deployAll(): Promise<void>;
  /** Reads the chain into the index, settles the studio's rows, runs every job that is due; until nothing is left to do. */
  settle(): Promise<void>;
  balanceOf(address: Hex): Promise<bigint>;
  close(): Promise<void>;
}

export interface BenchOptions {
  /** The chain of another studio's bench, which closes it; one of its own by default. */
  chain?: TestChain;
  nodes?: NodeClient;
  /** Seals what rests in the database; for other processes on it. */
  secretKey?: Buffer;
  /** A signed knowledge bundle of these passages, with vectors of the catalogue's embedding model. */
  makeBundle(this: void, texts: string[]): Promise<{ bytes: Uint8Array; root: string }>;
}

/** A studio with a real chain, gateway and database. Nodes are reached as `nodes` says. */
export async function openMarketBench(options: BenchOptions): Promise<MarketBench> {
  const chain = options.chain ?? (await openTestChain());
  const { nodes, secretKey } = options;
  const deps = await openTestDeps({ chain: chain.reader, ...(nodes && { nodes }), ...(secretKey && { secretKey }) });
  deps.advance(Date.now() - deps.clock().getTime());
  deps.origins.gateway = '';
  const gateway = await openGateway(deps, { host: '127.0.0.1', port: 0 });
  const usd = chain.reader.facts.contracts.mockUsd;
  if (!usd) throw new Error('The local chain has no play money.');

  const bench: MarketBench = {
    ...{ deps, chain, gateway, usd },
    newTrader: (name) => newTrader(bench, name),
    async addKnowledge({ id: ownerId }, texts) {
      const { bytes, root } = await options.makeBundle(texts);
      const { knowledgeId } = await importBundle(deps, { ownerId, content: once(bytes) });
      await deps.db.component.update({ where: { id: knowledgeId }, data: { parents: [] } });
      const version = await deps.db.version.findFirstOrThrow({ where: { componentId: knowledgeId } });
      return { componentId: knowledgeId, versionId: version.id, root };
    },
    choices: (price, changes) => ({
      ...presetChoices('sell', { licence: 'CC-BY-4.0', assets: [usd], priceOf: () => price }),
      ...changes,
    }),
    async offer({ id: ownerId, address, wallet }, versionId, choices) {
      const { voucher } = await prepareSale(deps, { ownerId, versionId, wallet: address, choices });
      const { chainId, contracts } = chain.reader.facts;
      const typed = mintVoucherMessage({ chainId, verifyingContract: contracts.componentRegistry }, voucher);
      const signature = await wallet.account.signTypedData(typed);
      const { componentId } = await deps.db.version.findUniqueOrThrow({ where: { id: versionId } });
      await signSale(deps, { ownerId, componentId, signature });
    },
    async buy(trader, id, { price, root, scope = 0 }) {
      const asked = { id, scope, asset: usd, quantity: 1, seenPrice: price, seenRoot: root };
      const plan = await planPurchase(deps, { ...asked, ownerId: trader.id, wallet: trader.address });
      if (plan.total !== '0') await bench.send(trader, plan.approve);
      return bench.send(trader, plan.buy);
    },
    async send({ wallet }, call) {
      const hash = await wallet.send.sendTransaction({ ...call, account: wallet.account, chain: wallet.send.chain });
      await chain.untilMined(hash);
      return hash;
    },
    linkNode: (trader, nodeId) => linkNode(bench, trader, nodeId),
    async deployAll() {
      keepUp(deps);
      const due = await deps.db.job.count({ where: { kind: 'deployment.deploy', state: 'queued' } });
      await Promise.all(Array.from({ length: due }, () => runOne(deps, deploymentJobs)));
    },
    settle: () => settle(bench),
    balanceOf: (address) =>
      chain.reader.client.readContract({ address: usd, abi: assetAbi, functionName: 'balanceOf', args: [address] }),
    async close() {
      await gateway.close();
      await deps.close();
      if (!options.chain) await chain.close();
    },
  };
  return bench;
}

async function newTrader({ deps, chain, usd }: MarketBench, name: string): Promise<Trader> {
  const account = await deps.newAccount(name);
  const wallet = await chain.newWallet();
  const { address } = wallet.account;
  await deps.db.wallet.create({
    data: { id: randomUUID(), ownerId: account.id, address: address.toLowerCase() },
  });
  await mint(wallet.send, { usd, address, chain });
  return { ...account, wallet, address };
}

const moneyAbi = parseAbi(['function mint(address to, uint256 amount)']);

async function mint(
  send: WalletClient,
  { usd, address, chain }: { usd: Hex; address: Hex; chain: TestChain },
): Promise<void> {
  if (!send.account) throw new Error('The wallet has no account.');
  const args = [address, 1_000_000_000n] as const;
  const request = { address: usd, abi: moneyAbi, functionName: 'mint', args } as const;
  await chain.untilMined(await send.writeContract({ ...request, account: send.account, chain: send.chain ?? null }));
}

const linkAbi = parseAbi([
  'function linkNode(address node, address payout, bytes32 metadataHash, uint256 deadline, bytes nodeSignature)',
]);

async function linkNode({ deps, chain }: MarketBench, trader: Trader, nodeId: string): Promise<void> {
  const { address: wallet } = trader;
  const consent = await prepareChainLink(deps, { ownerId: trader.id, nodeId, wallet, payout: wallet });
  const { account, send } = trader.wallet;
  const hash = await send.writeContract({
    address: chain.reader.facts.contracts.nodeRegistry,
    abi: linkAbi,
    functionName: 'linkNode',
    args: [consent.node, consent.payout, zeroHash, BigInt(consent.deadline), consent.nodeSignature],
    account,
    chain: send.chain ?? null,
  });
  await chain.untilMined(hash);
}

async function settle(bench: MarketBench): Promise<void> {
  const { deps, chain } = bench;
  for (let rounds = 0; rounds < 20; rounds += 1) {
    while (!(await indexBlocks({ ...deps, chain: chain.reader }, { span: 2_000 })).isAtHead);
    await settleMarket(deps);
    keepUp(deps);
    let jobs = 0;
    while (await runOne(deps, kinds)) jobs += 1;
    if (jobs === 0) return;
  }
}

const kinds = { ...saleJobs, ...deploymentJobs };

/** Jobs get the database's time; the clock of the test must not lie before it. */
function keepUp(deps: TestDeps): void {
  deps.advance(Math.max(0, Date.now() + 1_000 - deps.clock().getTime()));
}

async function runOne(deps: TestDeps, among: typeof kinds): Promise<boolean> {
  const workerId = randomUUID();
  const job = await claimJob(deps, { workerId, kinds: Object.keys(among) });
  const kind = job ? among[job.kind] : undefined;
  if (!job || !kind) return false;
  const { signal } = new AbortController();
  await runJob(deps, { job, kind, workerId, signal, wakeCancel: () => () => undefined });
  return true;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes);
}
