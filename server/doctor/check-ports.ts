import { connect } from 'node:net';
import { z } from 'zod';
import type { Deps } from '#server/deps-type.ts';
import { type Check, fine, problem } from './check.ts';

const patienceMs = 4_000;
const healthSchema = z.object({ status: z.string() });

/** Whether studio and gateway answer where they should, and nobody else in their place. */
export async function checkPorts(deps: Pick<Deps, 'origins'>): Promise<Check[]> {
  const { studio, gateway } = deps.origins;
  return Promise.all([
    answers('Studio', { url: `${studio}/api/health`, origin: studio }),
    answers('Gateway', { url: `${gateway}/health`, origin: gateway }),
  ]);
}

async function answers(name: string, { url, origin }: { url: string; origin: string }): Promise<Check> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) }).catch(() => null);
  const health = healthSchema.safeParse(await response?.json().catch(() => null));
  if (response?.ok && health.success) return fine(name, `answers at ${origin}`);
  const remedy = 'Start it with npm run up; its log is in the logs folder of the data folder.';
  if (!response) return problem(name, `does not answer at ${origin}`, remedy);
  if (!health.success) return problem(name, `another program answers at ${origin}`, remedyFor(name.toLowerCase()));
  return problem(name, `answers at ${origin} with status ${response.status}: ${health.data.status}`, remedy);
}

/** While GaiaNet does not run: whether its ports are free on the loopback. */
export async function checkFreePorts(ports: { studio: number; gateway: number; node: number }): Promise<Check[]> {
  return Promise.all(
    Object.entries(ports).map(async ([name, port]) => {
      const title = `Port ${port}`;
      if (await isInUse(port)) return problem(title, `another program has the port of the ${name}`, remedyFor(name));
      return fine(title, `free for the ${name}`);
    }),
  );
}

function remedyFor(name: string): string {
  return `End that program, choose another port with GAIA_${name.toUpperCase()}_PORT, or let npm run up take the next free one.`;
}

function isInUse(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: patienceMs });
    const end = (isInUse: boolean) => {
      socket.destroy();
      resolve(isInUse);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(true));
    socket.once('error', () => end(false));
  });
}
