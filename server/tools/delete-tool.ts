import { AppError } from '#protocol/errors.ts';
import { assertNotOnSale } from '#server/components/assert-not-on-sale.ts';
import { releaseBlobs } from '#server/components/release-blobs.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnTool } from './find-own-tool.ts';
import { findToolUsers } from './find-tool-users.ts';

/** Deletes a tool with its versions. Throws `conflict`, naming the agents, while any uses it. Secrets stay: another tool may use the same slot. */
export async function deleteTool(deps: Deps, input: { ownerId: string; toolId: string }): Promise<void> {
  const tool = await findOwnTool(deps, input);
  await assertNotOnSale(deps, tool);
  const users = await findToolUsers(deps, input);
  if (users.length > 0) {
    const names = users.map(({ name }) => `"${name}"`).join(', ');
    throw new AppError('conflict', `"${tool.name}" is used by ${names}; take it out of there first.`);
  }
  const versions = await deps.db.version.findMany({ where: { componentId: tool.id }, select: { blobId: true } });
  await deps.db.component.delete({ where: { id: tool.id }, select: { id: true } });
  await releaseBlobs(deps, { ownerId: input.ownerId, blobIds: versions.map(({ blobId }) => blobId) });
}
