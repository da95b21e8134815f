import type { Address } from 'viem';
import { marketReadAbi } from '#protocol/market/market-abi.ts';
import { isOwnLocalChain } from '#server/chain/local/assert-local.ts';
import { localAccount } from '#server/chain/local/local-accounts.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import { isOperator } from '#server/market/market-operator.ts';
import { ownWallets } from '#server/market/own-wallets.ts';

export interface ArbiterSeat {
  /** Rules disputes, by the contract. */
  arbiter: Address;
  /** `wallet`: that wallet is linked with the account, and signs. `local`: the studio's operator speaks for the local chain's own arbiter, whose key this machine has. */
  by: 'wallet' | 'local';
}

/** A contract's arbiter never changes. */
const known = new WeakMap<ChainReader, Address>();

/** How an account may rule disputes; null for everybody who may not, and where no chain answers. */
export async function findArbiterSeat(
  deps: Pick<Deps, 'db' | 'chain'>,
  { ownerId }: { ownerId: string },
): Promise<ArbiterSeat | null> {
  const { chain } = deps;
  const arbiter = chain && (await readArbiter(chain));
  if (!arbiter) return null;
  if ((await ownWallets(deps, ownerId)).includes(arbiter.toLowerCase())) return { arbiter, by: 'wallet' };
  const isLocal = isOwnLocalChain(chain) && arbiter === localAccount('arbiter').address;
  return isLocal && isOperator(ownerId) ? { arbiter, by: 'local' } : null;
}

async function readArbiter(chain: ChainReader): Promise<Address | null> {
  const read = known.get(chain);
  if (read) return read;
  const address = chain.facts.contracts.componentMarket;
  const arbiter = await chain.client
    .readContract({ address, abi: marketReadAbi, functionName: 'ARBITER' })
    .catch(() => null);
  if (arbiter) known.set(chain, arbiter);
  return arbiter;
}
