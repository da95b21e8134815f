import type { Hash } from 'viem';
import { findByNonce } from './find-by-nonce.ts';
import { isSameIntention } from './follow-sent.ts';
import type { SendMeans, SendRecord, SendState } from './send-types.ts';

const pollMs = 1_000;
/** A transaction that the wallet did send may take a moment to be seen here. */
const patience = 4;

interface Question {
  record: SendRecord;
  onState: (state: SendState) => void;
  signal: AbortSignal;
}

/** The wallet failed or was never heard of again: only what stands on the chain under that nonce tells whether it was sent. Resolves with its hash, null when it was not sent, `aborted` when nobody waits any more. */
export async function findWhetherSent(means: SendMeans, question: Question): Promise<Hash | null | 'aborted'> {
  const { record, onState, signal } = question;
  let quiet = 0;
  while (!signal.aborted && quiet < patience) {
    const news = await look(means.client, record);
    if (news === 'taken') return null;
    if (typeof news === 'object') return news.hash;
    quiet = news === 'quiet' ? quiet + 1 : 0;
    onState({ step: 'asked', isChainDown: news === 'down' });
    await means.wait(pollMs, signal);
  }
  return signal.aborted ? 'aborted' : null;
}

async function look(
  client: SendMeans['client'],
  record: SendRecord,
): Promise<'down' | 'pending' | 'quiet' | 'taken' | { hash: Hash }> {
  const { account: address, nonce } = record;
  try {
    const taken = await findByNonce(client, record);
    if (taken) return isSameIntention(taken, record) ? { hash: taken.hash } : 'taken';
    const isPending = (await client.getTransactionCount({ address, blockTag: 'pending' })) > nonce;
    return isPending ? 'pending' : 'quiet';
  } catch {
    return 'down';
  }
}
