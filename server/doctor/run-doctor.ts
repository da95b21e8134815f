import type { Deps } from '#server/deps-type.ts';
import type { Check } from './check.ts';
import { checkChain } from './check-chain.ts';
import { checkDatabase } from './check-database.ts';
import { checkDisk, checkMemory, checkNodeVersion } from './check-machine.ts';
import { checkNodes } from './check-nodes.ts';
import { checkPorts } from './check-ports.ts';

/** Everything GaiaNet needs, checked: the machine, the database, the addresses, the chain, and the owner's nodes. */
export async function runDoctor(deps: Deps, input: { ownerId: string; home: string }): Promise<Check[]> {
  const database = await checkDatabase(deps);
  const isDatabaseUp = database.every(({ name, state }) => name !== 'Database' || state === 'ok');
  const [disk, ports, chain, nodes] = await Promise.all([
    checkDisk(input.home),
    checkPorts(deps),
    checkChain(deps),
    isDatabaseUp ? checkNodes(deps, input) : [],
  ]);
  return [checkNodeVersion(), disk, checkMemory(), ...database, ...ports, ...chain, ...nodes];
}
