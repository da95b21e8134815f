import { isLoopbackUrl } from '#protocol/chain/is-loopback-url.ts';
import { AppError } from '#protocol/errors.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';

/** Whether the installation's chain is the one that `npm run up` started on this machine. */
export function isOwnLocalChain({ facts }: Pick<ChainReader, 'facts'>): boolean {
  return facts.isLocal && isLoopbackUrl(facts.rpcUrl);
}

/** The local chain of this machine. Throws `forbidden`, saying why, for every other one. */
export function assertLocal({ chain }: Pick<Deps, 'chain'>): ChainReader {
  if (!chain) throw new AppError('forbidden', 'There is no local chain here; start one with npm run up.');
  const { rpcUrl, chainId } = chain.facts;
  if (!chain.facts.isLocal)
    throw new AppError('forbidden', `Chain ${chainId} is a real network; only the local chain can be commanded.`);
  if (!isLoopbackUrl(rpcUrl))
    throw new AppError(
      'forbidden',
      `${rpcUrl} leads to another machine; only the local chain of this one can be commanded.`,
    );
  return chain;
}
