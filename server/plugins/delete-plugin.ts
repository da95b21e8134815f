import { AppError } from '#protocol/errors.ts';
import { agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import { assertNotOnSale } from '#server/components/assert-not-on-sale.ts';
import { releaseBlobs } from '#server/components/release-blobs.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnPlugin } from './find-own-plugin.ts';

/** Deletes a plugin with its versions and their bundles. Throws `conflict`, naming the agents, while any uses it. */
export async function deletePlugin(deps: Deps, input: { ownerId: string; pluginId: string }): Promise<void> {
  const { ownerId } = input;
  const plugin = await findOwnPlugin(deps, input);
  await assertNotOnSale(deps, plugin);
  const agents = await deps.db.agent.findMany({ where: { ownerId }, select: { name: true, draft: true } });
  const users = agents.filter((agent) =>
    agentDraftSchema.parse(agent.draft).plugins.some(({ componentId }) => componentId === plugin.id),
  );
  if (users.length > 0) {
    const names = users.map((agent) => `"${agent.name}"`).join(', ');
    throw new AppError('conflict', `"${plugin.name}" is used by ${names}; take it out there first.`);
  }
  const versions = await deps.db.version.findMany({ where: { componentId: plugin.id }, select: { blobId: true } });
  await deps.db.component.delete({ where: { id: plugin.id }, select: { id: true } });
  await releaseBlobs(deps, { ownerId, blobIds: versions.map(({ blobId }) => blobId) });
}
