import { type Address, isAddressEqual, type Transaction } from 'viem';
import type { SendMeans, SendRecord } from './send-types.ts';

type Client = SendMeans['client'];

/** The mined transaction of the record's account that used its nonce, be it ours or not; null while that nonce is unused. Throws when the chain does not answer, or has forgotten how it stood then. */
export async function findByNonce(
  client: Client,
  { account, nonce, fromBlock }: Pick<SendRecord, 'account' | 'nonce' | 'fromBlock'>,
): Promise<Transaction | null> {
  const latest = await client.getBlockNumber({ cacheTime: 0 });
  if ((await client.getTransactionCount({ address: account, blockNumber: latest })) <= nonce) return null;
  // The first block after which the nonce is used up: counts only grow, so halving finds it.
  let low = BigInt(fromBlock);
  let high = latest;
  while (low < high) {
    const middle = (low + high) / 2n;
    const count = await client.getTransactionCount({ address: account, blockNumber: middle });
    if (count > nonce) high = middle;
    else low = middle + 1n;
  }
  return await findInBlock(client, { blockNumber: high, account, nonce });
}

async function findInBlock(
  client: Client,
  { blockNumber, account, nonce }: { blockNumber: bigint; account: Address; nonce: number },
): Promise<Transaction | null> {
  const { transactions } = await client.getBlock({ blockNumber, includeTransactions: true });
  return transactions.find((one) => isAddressEqual(one.from, account) && one.nonce === nonce) ?? null;
}
