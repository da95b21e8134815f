import type { Deps } from '#server/deps-type.ts';
import { type Check, fine, problem } from './check.ts';

/** Whether studio and gateway answer where they should. */
export async function checkPorts(deps: Pick<Deps, 'origins'>): Promise<Check[]> {
  const { studio, gateway } = deps.origins;
  return Promise.all([
    answers('Studio', { url: `${studio}/api/health`, origin: studio }),
    answers('Gateway', { url: `${gateway}/health`, origin: gateway }),
  ]);
}

async function answers(name: string, { url, origin }: { url: string; origin: string }): Promise<Check> {
  const status = await fetch(url, { signal: AbortSignal.timeout(4_000) }).then(
    (response) => response.status,
    () => null,
  );
  if (status === 200) return fine(name, `answers at ${origin}`);
  const detail = status === null ? `does not answer at ${origin}` : `answers at ${origin} with status ${status}`;
  return problem(name, detail, 'Start it with npm run up; its log is in the logs folder of the data folder.');
}
