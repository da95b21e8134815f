import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** Refuses a request that another site's page made: what changes something must come from the studio's own origin. */
export function assertSameOrigin(deps: Deps, headers: Headers): void {
  const origin = headers.get('origin');
  if (origin === null && headers.get('sec-fetch-site') === null) return;
  if (origin === deps.origins.studio || isSameLoopback(origin, deps.origins.studio)) return;
  throw new AppError(
    'forbidden',
    `Requests from ${origin ?? 'another site'} are refused; open the studio at ${deps.origins.studio}.`,
  );
}

/** `localhost` and `127.0.0.1` on the studio's port are the same studio. */
function isSameLoopback(origin: string | null, studio: string): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const [from, own] = [new URL(origin), new URL(studio)];
  const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
  return (
    from.protocol === own.protocol &&
    from.port === own.port &&
    loopback.has(from.hostname) &&
    loopback.has(own.hostname)
  );
}
