import { createTestClient, http } from 'viem';
import { localChainId } from '#protocol/chain/local-chain-id.ts';
import { AppError } from '#protocol/errors.ts';
import { askChain } from '#server/chain/ask-chain.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import { assertLocal } from './assert-local.ts';

/** The farthest that one step may lead: a year, after which offers that creators signed are over. */
const longestStepSeconds = 366 * 86_400;

export interface MovedClock {
  /** The chain's time now. */
  now: Date;
  blockNumber: number;
}

/** Puts the clock of the local chain forward and makes a block at the new time. There is no way back. Throws `forbidden` unless it is the local chain of this machine, `invalid_input` for no time or more than a year. */
export async function forwardClock(deps: Pick<Deps, 'chain'>, { seconds }: { seconds: number }): Promise<MovedClock> {
  const chain = assertLocal(deps);
  if (!(Number.isInteger(seconds) && seconds > 0 && seconds <= longestStepSeconds))
    throw new AppError('invalid_input', 'The clock goes forward by a minute to 366 days at once.');
  return askChain(async () => {
    await assertAnvil(chain);
    const control = createTestClient({ mode: 'anvil', transport: http(chain.facts.rpcUrl) });
    await control.increaseTime({ seconds });
    await control.mine({ blocks: 1 });
    const { number, timestamp } = await chain.client.getBlock();
    return { now: new Date(Number(timestamp) * 1_000), blockNumber: Number(number) };
  });
}

/** Whatever chain.json says: what answers there must be anvil, with the local chain's id. */
async function assertAnvil({ client, facts }: ChainReader): Promise<void> {
  const chainId = await client.getChainId();
  const version = await client.request({ method: 'web3_clientVersion' });
  if (chainId === localChainId && version.startsWith('anvil/')) return;
  throw new AppError(
    'forbidden',
    `What answers at ${facts.rpcUrl} is not the local chain but chain ${chainId} (${version}).`,
  );
}
