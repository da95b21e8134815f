import type { Address, Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { sendOnce } from './send-once.ts';

/** Sends a call that the server pays for, at most once under its key, and resolves with its hash when it is mined. Throws `conflict` when the server has no key to pay with, or the chain undoes the call. */
export async function relayOnce(
  deps: Pick<Deps, 'db' | 'chain'>,
  call: { key: string; to: Address; data: Hex },
): Promise<Hex> {
  const { chain } = deps;
  if (!chain?.relay)
    throw new AppError('conflict', 'The server has no key to pay for transactions with; set GAIA_RELAY_KEY.');
  const hash = await sendOnce(deps, { ...call, account: chain.relay });
  const { status } = await chain.client.waitForTransactionReceipt({ hash });
  if (status === 'success') return hash;
  throw new AppError('conflict', `The chain has undone the transaction ${hash} of “${call.key}”.`);
}
