import { zeroHash } from 'viem';
import { domainRegistryAbi } from '#contracts/generated/domain-registry-abi.ts';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import type { MarketBench, Trader } from '#server/market/testing/open-market-bench.ts';

type Bench = Pick<MarketBench, 'chain'>;

async function send({ chain }: Bench, { wallet }: Trader, call: object): Promise<void> {
  const { account, send: client } = wallet;
  const request = { ...call, account, chain: client.chain ?? null };
  await chain.untilMined(await client.writeContract(request as Parameters<typeof client.writeContract>[0]));
}

/** Calls DomainRegistry as this person. */
export function decideDomain(
  bench: Bench,
  trader: Trader,
  [functionName, ...args]: [string, ...unknown[]],
): Promise<void> {
  const { domainRegistry } = bench.chain.reader.facts.contracts;
  return send(bench, trader, { address: domainRegistry, abi: domainRegistryAbi, functionName, args });
}

/** Links a node, which signs, with this person's wallet on chain. */
export async function linkOnChain(bench: Bench, trader: Trader, node: TypedSigner): Promise<void> {
  const { facts, client } = bench.chain.reader;
  const { chainId, contracts } = facts;
  const { timestamp } = await client.getBlock();
  const deadline = timestamp + 600n;
  const consent = { node: node.address, owner: trader.address, payout: trader.address, nonce: 0n, deadline };
  const registry = { chainId, verifyingContract: contracts.nodeRegistry };
  const signature = await node.signContractMessage(registry, 'NodeLink', consent);
  const args = [node.address, trader.address, zeroHash, deadline, signature];
  await send(bench, trader, { address: contracts.nodeRegistry, abi: nodeRegistryAbi, functionName: 'linkNode', args });
}
