import { AppError } from '#protocol/errors.ts';
import type { Prisma } from '#server/generated/client.ts';
import { findCurator } from './find-curator.ts';

/** Throws `forbidden` for an account that doesn't curate under this name now: its domain is somebody else's, or stopped here. */
export async function assertCurates(
  deps: { db: Prisma.TransactionClient },
  { ownerId, domainName }: { ownerId: string; domainName: string | null },
): Promise<void> {
  const { names } = await findCurator(deps, { ownerId });
  const known = names.find((one) => one.domainName === domainName);
  if (known && known.stopReason === null) return;
  throw new AppError('forbidden', known ? stopped(known) : notTheirs(domainName, names.length), {
    param: 'domainName',
  });
}

function stopped({ domainName, stopReason }: { domainName: string | null; stopReason: string | null }): string {
  return `The operator of this studio has stopped “${domainName}” from curating here: ${stopReason}`;
}

function notTheirs(domainName: string | null, otherNames: number): string {
  if (otherNames > 0) {
    const which = domainName === null ? '' : `None of your linked wallets operates the domain “${domainName}” now. `;
    return `${which}Choose a domain of yours for this collection.`;
  }
  return 'A collection stands under the name of a domain. Open one under “Domains”, or link the wallet that operates yours.';
}
