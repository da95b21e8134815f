import { AppError } from '#protocol/errors.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';

/** The installation's chain. Throws `conflict` where there is none. */
export function requireChain(deps: Pick<Deps, 'chain'>): ChainReader {
  if (deps.chain) return deps.chain;
  throw new AppError(
    'conflict',
    'This installation uses no chain, so wallets have no use here; start it with `npm run up`, or set GAIA_RPC_URL.',
  );
}
