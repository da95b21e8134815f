import { AppError } from '#protocol/errors.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';

/** The installation's chain. Throws `conflict` where it uses none. */
export function requiredChain(deps: Pick<Deps, 'chain'>): ChainReader {
  if (deps.chain) return deps.chain;
  throw new AppError(
    'conflict',
    'This installation uses no chain, so nothing can be minted or bought here; see the guide on GAIA_RPC_URL.',
  );
}
