import { AppError } from '#protocol/errors.ts';
import { manifestHash } from '#protocol/manifests/manifest-hash.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertNamedPlugins } from './assert-named-plugins.ts';
import { buildManifest } from './build-manifest.ts';
import { findOwnAgent } from './find-own-agent.ts';
import { resolveKnowledge } from './resolve-knowledge.ts';

/** Publishes the draft as the next version, which never changes again. Throws `conflict` when another publish took the number, `invalid_input` for a prompt that names a plugin the agent lacks. */
export async function publishAgent(
  deps: Deps,
  input: { ownerId: string; agentId: string; note: string },
): Promise<{ versionId: string; number: number; manifestHash: string }> {
  const agent = await findOwnAgent(deps, input);
  const knowledge = await resolveKnowledge(deps, { ownerId: input.ownerId, draft: agent.draft });
  const number = await nextNumber(deps, agent.id);
  const manifest = await buildManifest(deps, {
    ownerId: input.ownerId,
    agent,
    knowledge,
    version: number,
    from: 'versions',
  });
  assertNamedPlugins(manifest);
  const row = {
    id: newId(deps.clock().getTime()),
    ownerId: input.ownerId,
    agentId: agent.id,
    number,
    note: input.note,
    manifest: { ...manifest },
    manifestHash: manifestHash(manifest),
    draft: { ...agent.draft },
    createdAt: deps.clock(),
  };
  const made = await deps.db.agentVersion.createMany({ data: [row], skipDuplicates: true });
  if (made.count === 0) throw new AppError('conflict', 'Another version was published at the same moment; try again.');
  return { versionId: row.id, number, manifestHash: row.manifestHash };
}

/** Versions that were bought count too: an agent and its component are published under one row of numbers. */
async function nextNumber(deps: Pick<Deps, 'db'>, agentId: string): Promise<number> {
  const [own, ofComponent] = await Promise.all([
    deps.db.agentVersion.aggregate({ where: { agentId }, _max: { number: true } }),
    deps.db.version.aggregate({ where: { componentId: agentId }, _max: { number: true } }),
  ]);
  return Math.max(own._max.number ?? 0, ofComponent._max.number ?? 0) + 1;
}
