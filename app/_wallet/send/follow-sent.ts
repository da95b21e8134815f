import {
  type Hash,
  isAddressEqual,
  type Transaction,
  TransactionNotFoundError,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';
import { findByNonce } from './find-by-nonce.ts';
import type { SendMeans, SendRecord, SendState } from './send-types.ts';

type Ended = Extract<SendState, { step: 'confirmed' | 'failed' }>;

export interface Following {
  record: SendRecord & { hash: Hash };
  onState: (state: SendState) => void;
  signal: AbortSignal;
}

const pollMs = 1_000;
/** So many times in a row a node must not know a transaction before it counts as forgotten. */
const patience = 5;

/** Watches a sent transaction until it is over, through a chain that is down, reloads and a wallet that speeds it up; resolves with how it ended, or null when aborted. */
export async function followSent(means: SendMeans, following: Following): Promise<Ended | null> {
  const { onState, signal } = following;
  let { record } = following;
  let unseen = 0;
  while (!signal.aborted) {
    try {
      const news = await look(means, record);
      if ('ended' in news) return news.ended;
      if ('hash' in news && news.hash !== record.hash) {
        record = { ...record, hash: news.hash };
        means.store.write(record);
      }
      unseen = 'isUnseen' in news ? unseen + 1 : 0;
      if (unseen >= patience) return failed('dropped', record.hash);
      onState({ step: 'sent', hash: record.hash, isChainDown: false });
    } catch {
      onState({ step: 'sent', hash: record.hash, isChainDown: true });
    }
    await means.wait(pollMs, signal);
  }
  return null;
}

type News = { ended: Ended } | { hash: Hash } | { isUnseen: true };

async function look({ client }: SendMeans, record: Following['record']): Promise<News> {
  const receipt = await readReceipt(client, record.hash);
  if (receipt) return { ended: endOf(receipt) };
  const taken = await findByNonce(client, record);
  if (taken) return judge(taken, record);
  return (await isKnown(client, record.hash)) ? { hash: record.hash } : { isUnseen: true };
}

/** What the transaction that used the nonce means for ours: itself, the same for another fee, nothing, or something else. */
function judge(taken: Transaction, record: Following['record']): News {
  if (isSameIntention(taken, record)) return { hash: taken.hash };
  const isEmpty = taken.to !== null && isAddressEqual(taken.to, record.account) && taken.value === 0n;
  return { ended: failed(isEmpty && taken.input === '0x' ? 'cancelled' : 'replaced', taken.hash) };
}

/** Whether a transaction does what the record stands for. */
export function isSameIntention(taken: Transaction, { to, data, value }: SendRecord): boolean {
  const isSamePlace = taken.to !== null && isAddressEqual(taken.to, to);
  return isSamePlace && taken.input.toLowerCase() === data.toLowerCase() && taken.value === BigInt(value);
}

function endOf({ status, transactionHash: hash }: TransactionReceipt): Ended {
  return status === 'success' ? { step: 'confirmed', hash } : failed('reverted', hash);
}

function failed(failure: 'dropped' | 'cancelled' | 'replaced' | 'reverted', hash: Hash): Ended {
  return { step: 'failed', failure, hash, detail: null };
}

async function readReceipt(client: SendMeans['client'], hash: Hash): Promise<TransactionReceipt | null> {
  try {
    return await client.getTransactionReceipt({ hash });
  } catch (cause) {
    if (cause instanceof TransactionReceiptNotFoundError) return null;
    throw cause;
  }
}

async function isKnown(client: SendMeans['client'], hash: Hash): Promise<boolean> {
  try {
    await client.getTransaction({ hash });
    return true;
  } catch (cause) {
    if (cause instanceof TransactionNotFoundError) return false;
    throw cause;
  }
}
