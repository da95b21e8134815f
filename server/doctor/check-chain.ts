import { readCursor } from '#server/chain/index/cursor.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import { type Check, fine, problem } from './check.ts';

/** Beyond this many blocks the index shows a past that is over. */
const largestLag = 50;

/** Whether the chain answers as itself, has the contracts, and how far the index is behind it. None where the installation uses no chain. */
export async function checkChain(deps: Pick<Deps, 'db' | 'chain'>): Promise<Check[]> {
  const { chain } = deps;
  if (!chain) return [fine('Chain', 'none is used: nothing can be minted or bought here')];
  const { facts, client } = chain;
  const found = await Promise.all([client.getChainId(), client.getBlockNumber()]).catch(() => null);
  if (!found) return [problem('Chain', `chain ${facts.chainId} does not answer`, remedyOf(facts.isLocal))];
  const [chainId, head] = found;
  if (chainId !== facts.chainId)
    return [problem('Chain', `chain ${chainId} answers in place of ${facts.chainId}`, 'Correct GAIA_RPC_URL.')];
  const answers = fine('Chain', `${facts.isLocal ? 'the local chain' : 'chain'} ${chainId} answers, block ${head}`);
  return [answers, await checkContracts(chain), await checkIndex(deps.db, { chain, head: Number(head) })];
}

function remedyOf(isLocal: boolean): string {
  return isLocal ? 'Start it with npm run up; its log is chain.log.' : 'Look at GAIA_RPC_URL and its provider.';
}

async function checkContracts({ facts, client }: ChainReader): Promise<Check> {
  const named = Object.entries(facts.contracts).flatMap(([name, address]) => (address ? [{ name, address }] : []));
  const codes = await Promise.all(named.map(({ address }) => client.getCode({ address })));
  const missing = named.filter((_, index) => !codes[index]).map(({ name }) => name);
  if (missing.length === 0) return fine('Contracts', `all ${named.length} are there`);
  const remedy = facts.isLocal ? 'Restart npm run up: it deploys them again.' : 'Correct the file of GAIA_CONTRACTS.';
  return problem('Contracts', `no code at the address of ${missing.join(', ')}`, remedy);
}

async function checkIndex(db: Deps['db'], { chain, head }: { chain: ChainReader; head: number }): Promise<Check> {
  const remedy = 'Its worker reads the chain: worker.log says what keeps it; npm run chain:rebuild starts over.';
  const cursor = await readCursor(db, chain.facts).catch(() => null);
  if (!cursor) return problem('Chain index', 'nothing was read yet', remedy);
  const lag = head - chain.confirmations - cursor.blockNumber;
  const detail = `at block ${cursor.blockNumber}, ${Math.max(lag, 0)} behind, taken back or started anew ${cursor.rewinds} times`;
  return lag <= largestLag ? fine('Chain index', detail) : problem('Chain index', detail, remedy);
}
