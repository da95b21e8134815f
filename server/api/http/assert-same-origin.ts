import { AppError } from '#protocol/errors.ts';
import { isStudioOrigin } from '#server/accounts/is-studio-origin.ts';
import type { Deps } from '#server/deps-type.ts';

/** Refuses a request that another site's page made: what changes something must come from the studio's own origin. */
export function assertSameOrigin(deps: Pick<Deps, 'origins'>, headers: Headers): void {
  const origin = headers.get('origin');
  if (origin === null && headers.get('sec-fetch-site') === null) return;
  if (origin !== null && isStudioOrigin(deps.origins.studio, origin)) return;
  throw new AppError(
    'forbidden',
    `Requests from ${origin ?? 'another site'} are refused; open the studio at ${deps.origins.studio}.`,
  );
}
