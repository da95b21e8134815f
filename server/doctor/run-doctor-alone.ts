import { type Check, problem } from './check.ts';
import { checkDisk, checkMemory, checkNodeVersion } from './check-machine.ts';
import { checkFreePorts } from './check-ports.ts';

/** What can be checked while GaiaNet does not run: the machine, and whether another program has its ports. `database` says why the database can't be asked. */
export async function runDoctorAlone(input: {
  home: string;
  database: string;
  ports: { studio: number; gateway: number; node: number };
}): Promise<Check[]> {
  const { home, database, ports } = input;
  const silence = problem('Database', database, 'Start it with npm run up, or check DATABASE_URL.');
  return [checkNodeVersion(), await checkDisk(home), checkMemory(), silence, ...(await checkFreePorts(ports))];
}
