import { BaseError, type Hash } from 'viem';
import { findWhetherSent } from './find-whether-sent.ts';
import { followSent } from './follow-sent.ts';
import { nameWalletError } from './name-wallet-error.ts';
import type { SendFailure, SendingWallet, SendMeans, SendRecord, SendState, TransactionStep } from './send-types.ts';

export interface Sending {
  step: TransactionStep;
  wallet: SendingWallet;
  onState: (state: SendState) => void;
  signal: AbortSignal;
}

const answers = new Set(['ExecutionRevertedError', 'RawContractError', 'RpcRequestError']);

/**
 * Sends one transaction, or takes up the one that is under way for the same key. Before the wallet is asked, the nonce it may
 * use is written down; afterwards, whatever breaks, the chain itself tells whether it was sent. Ends in `confirmed` or
 * `failed`; never throws.
 */
export async function runSend(means: SendMeans, sending: Sending): Promise<void> {
  const kept = means.store.read(sending.step.key);
  if (kept) {
    await takeUp(means, sending, kept);
    return;
  }
  const prepared = await prepare(means, sending);
  if ('step' in prepared) {
    sending.onState(prepared);
    return;
  }
  means.store.write(prepared);
  await ask(means, sending, prepared);
}

/** Goes on with what an earlier page or try left: follows it, or finds out whether it was sent at all. */
export async function takeUp(means: SendMeans, sending: Omit<Sending, 'wallet'>, kept: SendRecord): Promise<void> {
  const { hash } = kept;
  if (hash) await follow(means, sending, { ...kept, hash });
  else await settle(means, sending, { record: kept });
}

async function prepare(means: SendMeans, { step, wallet }: Sending): Promise<SendRecord | SendState> {
  const { client, chainId } = means;
  const { account } = wallet;
  const value = step.value ?? 0n;
  try {
    await client.call({ account, to: step.contract.address, data: step.data, value });
    const [fromBlock, nonce] = [
      await client.getBlockNumber({ cacheTime: 0 }),
      await client.getTransactionCount({ address: account, blockTag: 'pending' }),
    ];
    const { key, data, contract } = step;
    const stamp = { fromBlock: String(fromBlock), nonce, hash: null };
    return { key, chainId, account, to: contract.address, data, value: String(value), ...stamp };
  } catch (cause) {
    const failure = nameWalletError(cause) ?? (isRefusal(cause) ? 'refused' : 'chain-down');
    return failed(failure, failure === 'refused' ? await nameRefusal(cause) : detailOf(cause));
  }
}

async function ask(means: SendMeans, sending: Sending, record: SendRecord): Promise<void> {
  const { wallet, onState } = sending;
  onState({ step: 'asked', isChainDown: false });
  const { to, data, nonce } = record;
  let hash: Hash;
  try {
    hash = await wallet.send({ to, data, value: BigInt(record.value), nonce });
  } catch (cause) {
    const failure = nameWalletError(cause);
    if (failure) end(means, sending, failed(failure, detailOf(cause)));
    else await settle(means, sending, { record, cause });
    return;
  }
  const sent = { ...record, hash };
  means.store.write(sent);
  await follow(means, sending, sent);
}

interface Unanswered {
  record: SendRecord;
  /** What the wallet failed with; undefined when an earlier page asked it. */
  cause?: unknown;
}

async function settle(
  means: SendMeans,
  sending: Omit<Sending, 'wallet'>,
  { record, cause }: Unanswered,
): Promise<void> {
  const found = await findWhetherSent(means, { ...sending, record });
  if (found === 'aborted') return;
  if (found) await follow(means, sending, { ...record, hash: found });
  else end(means, sending, failed(cause ? 'wallet-failed' : 'unanswered', detailOf(cause)));
}

async function follow(
  means: SendMeans,
  sending: Omit<Sending, 'wallet'>,
  record: SendRecord & { hash: Hash },
): Promise<void> {
  means.store.write(record);
  sending.onState({ step: 'sent', hash: record.hash, isChainDown: false });
  const ended = await followSent(means, { ...sending, record });
  if (ended) end(means, sending, ended);
}

function end(means: SendMeans, { step, onState }: Pick<Sending, 'step' | 'onState'>, state: SendState): void {
  means.store.remove(step.key);
  onState(state);
}

function failed(failure: SendFailure, detail: string | null): SendState {
  return { step: 'failed', failure, hash: null, detail };
}

/** The chain answered, and said no. */
function isRefusal(cause: unknown): boolean {
  if (!(cause instanceof BaseError)) return false;
  return cause.walk((one) => answers.has((one as Error).name)) !== null;
}

/** The contract's own name for it, else what the chain said. */
async function nameRefusal(cause: unknown): Promise<string | null> {
  const { explainRefusal } = await import('./explain-refusal.ts');
  return explainRefusal(cause) ?? detailOf(cause);
}

function detailOf(cause: unknown): string | null {
  return cause instanceof BaseError ? cause.shortMessage.slice(0, 300) : null;
}
