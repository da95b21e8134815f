import { AppError } from '#protocol/errors.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { mintVoucherSchema, noCommitment } from '#protocol/market/mint-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import { findListing } from '#server/market/find-listing.ts';
import { type Clone, cloneAgent } from './clone-agent.ts';

/** Clones a public agent into the account with its lineage: what is sold of the clone later names the original as a parent. Throws `forbidden` for a private one, `invalid_input` for another kind. */
export async function remixAgent(deps: Deps, input: { ownerId: string; id: string }): Promise<Clone> {
  const { ownerId } = input;
  const sale = await findListing(deps, input.id);
  if (sale.takenDownAt) throw new AppError('conflict', 'This agent was taken down; it can not be remixed now.');
  const { terms } = mintVoucherSchema.parse(sale.voucher);
  if (terms.version.keyCommitment !== noCommitment) {
    throw new AppError('forbidden', 'Only public agents can be remixed; this one is private.');
  }
  const version = await deps.db.version.findUniqueOrThrow({
    where: { id: sale.versionId },
    select: { manifest: true, contentRoot: true },
  });
  const { agent } = bundleManifestSchema.parse(version.manifest);
  if (!agent || !version.contentRoot) throw new AppError('invalid_input', 'Only agents can be remixed.');
  return cloneAgent(deps, { ownerId, agent, contentRoot: version.contentRoot });
}
