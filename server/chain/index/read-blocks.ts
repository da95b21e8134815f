import type { Log } from 'viem';
import type { ChainReader } from '#server/deps-type.ts';
import { type IndexedContract, indexedContracts, type KeptEvent, readEvent } from './chain-events.ts';

const blocksAtOnce = 20;

export interface ReadBlocks {
  to: { number: number; hash: string };
  events: KeptEvent[];
}

/** Reads all events of a range of blocks. Null when the chain changed meanwhile: its last block is another after the reading than before, or a log is of none of its blocks. */
export async function readBlocks(
  { client, facts }: ChainReader,
  range: { from: number; to: number },
): Promise<ReadBlocks | null> {
  const contracts = new Map(indexedContracts.map((name) => [facts.contracts[name].toLowerCase(), name]));
  const toBlock = BigInt(range.to);
  const last = await client.getBlock({ blockNumber: toBlock });
  const logs = await client.getLogs({
    address: indexedContracts.map((name) => facts.contracts[name]),
    fromBlock: BigInt(range.from),
    toBlock,
  });
  const times = await readTimes(client, [...new Set(logs.map(({ blockNumber }) => blockNumber))]);
  const isWhole = logs.every((log) => times.get(log.blockNumber)?.hash === log.blockHash);
  if (!isWhole || (await client.getBlock({ blockNumber: toBlock })).hash !== last.hash) return null;
  return { to: { number: range.to, hash: last.hash }, events: logs.flatMap((log) => keep(log, { contracts, times })) };
}

type Times = Map<bigint, { hash: string; time: Date }>;

async function readTimes(client: ChainReader['client'], numbers: bigint[]): Promise<Times> {
  const times: Times = new Map();
  for (let at = 0; at < numbers.length; at += blocksAtOnce) {
    const blocks = await Promise.all(
      numbers.slice(at, at + blocksAtOnce).map((blockNumber) => client.getBlock({ blockNumber })),
    );
    for (const { number, hash, timestamp } of blocks)
      times.set(number, { hash, time: new Date(Number(timestamp) * 1_000) });
  }
  return times;
}

function keep(
  log: Log<bigint, number, false>,
  { contracts, times }: { contracts: Map<string, IndexedContract>; times: Times },
): KeptEvent[] {
  const contract = contracts.get(log.address.toLowerCase());
  const event = contract && readEvent(contract, log);
  const time = times.get(log.blockNumber)?.time;
  if (!event || !time) return [];
  return [
    {
      ...{ id: `${log.blockHash}:${log.logIndex}`, blockNumber: Number(log.blockNumber), blockTime: time },
      ...{ logIndex: log.logIndex, txHash: log.transactionHash, contract, name: event.name, args: event.args },
    },
  ];
}
