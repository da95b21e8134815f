import {
  type Address,
  formatEther,
  getAddress,
  type Hash,
  type Transaction,
  TransactionNotFoundError,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';
import type { ChainReader } from '#server/deps-type.ts';
import { askChain } from './ask-chain.ts';
import type { ContractName } from './contract-abis.ts';
import { type DescribedCall, describeCall, describeEvent, findContract } from './describe-log.ts';

export interface ReadTransaction {
  hash: Hash;
  /** `unknown`: the chain has never heard of it, or has forgotten it. */
  state: 'unknown' | 'pending' | 'confirmed' | 'reverted';
  details: {
    from: Address;
    to: Address | null;
    /** Which contract of the product it went to, if any. */
    contract: ContractName | null;
    /** What it called there. */
    call: DescribedCall | null;
    /** In the chain's own coin. */
    value: string;
  } | null;
  /** Null until a block holds it. */
  mined: {
    blockNumber: string;
    minedAt: Date;
    /** Blocks from it to the newest, itself counted. */
    confirmations: number;
    /** In the chain's own coin. */
    fee: string;
    events: (DescribedCall & { contract: ContractName | null; address: Address })[];
  } | null;
}

/** A transaction with its calls and events read by the product's own interfaces. Throws `upstream_failed` when the chain does not answer. */
export async function readTransaction(chain: ChainReader, hash: Hash): Promise<ReadTransaction> {
  return await askChain(async () => {
    const transaction = await find(chain, hash);
    if (!transaction) return { hash, state: 'unknown', details: null, mined: null };
    const details = detailsOf(chain, transaction);
    const receipt = await findReceipt(chain, hash);
    if (!receipt) return { hash, state: 'pending', details, mined: null };
    const state = receipt.status === 'success' ? 'confirmed' : 'reverted';
    return { hash, state, details, mined: await describeMined(chain, receipt) };
  });
}

async function find({ client }: ChainReader, hash: Hash): Promise<Transaction | null> {
  try {
    return await client.getTransaction({ hash });
  } catch (cause) {
    if (cause instanceof TransactionNotFoundError) return null;
    throw cause;
  }
}

async function findReceipt({ client }: ChainReader, hash: Hash): Promise<TransactionReceipt | null> {
  try {
    return await client.getTransactionReceipt({ hash });
  } catch (cause) {
    if (cause instanceof TransactionReceiptNotFoundError) return null;
    throw cause;
  }
}

function detailsOf({ facts }: ChainReader, { from, to, value, input }: Transaction): ReadTransaction['details'] {
  const contract = to && findContract(facts, to);
  const call = contract ? describeCall(facts, { contract, input }) : null;
  return { from: getAddress(from), to: to && getAddress(to), contract, call, value: formatEther(value) };
}

async function describeMined(
  { client, facts }: ChainReader,
  receipt: TransactionReceipt,
): Promise<NonNullable<ReadTransaction['mined']>> {
  const { blockNumber, gasUsed, effectiveGasPrice, logs } = receipt;
  const [{ timestamp }, newest] = await Promise.all([
    client.getBlock({ blockNumber }),
    client.getBlockNumber({ cacheTime: 0 }),
  ]);
  return {
    blockNumber: String(blockNumber),
    minedAt: new Date(Number(timestamp) * 1000),
    confirmations: Number(newest - blockNumber) + 1,
    fee: formatEther(gasUsed * effectiveGasPrice),
    events: logs.map((log) => describeEvent(facts, log)),
  };
}
