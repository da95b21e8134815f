import { canonicalJson } from '#protocol/canonical-json.ts';
import { AppError } from '#protocol/errors.ts';
import { licencesOfAgent } from '#protocol/licences/licences-of-agent.ts';
import { type AgentManifest, agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import { addVersion } from '#server/components/add-version.ts';
import { buildBundle } from '#server/components/build-bundle.ts';
import { finishVersion } from '#server/components/finish-version.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import type { Deps } from '#server/deps-type.ts';

/**
 * Makes a component of kind `agent` of a published agent version, with a bundle of its own: its manifest, which names the parts by their content. Its parents are the agents it is a
 * remix of, its knowledge, its model where that comes in a bundle, and what was bought for it. Safe to repeat: the same version gives the same component version.
 */
export async function publishAgentComponent(
  deps: Deps,
  input: { ownerId: string; agentVersionId: string },
): Promise<{ componentId: string; versionId: string }> {
  const { ownerId } = input;
  const row = await deps.db.agentVersion.findFirst({
    where: { id: input.agentVersionId, ownerId },
    select: {
      number: true,
      note: true,
      manifest: true,
      createdAt: true,
      agent: { select: { id: true, name: true, description: true, parents: true } },
    },
  });
  if (!row) throw new AppError('not_found', 'No version of yours has this id; publish the agent first.');
  const { agent, number, note } = row;
  const componentId = agent.id;
  const known = await deps.db.version.findUnique({
    where: { componentId_number: { componentId, number } },
    select: { id: true, isReady: true },
  });
  if (known?.isReady) return { componentId, versionId: known.id };
  const manifest = agentManifestSchema.parse(row.manifest);
  const bought = licencesOfAgent(manifest).map(({ licence }) => licence.contentRoot);
  const ofModel = manifest.model.bundle ? [manifest.model.bundle] : [];
  const held = [...manifest.knowledge, ...ofModel].map(({ contentRoot }) => contentRoot);
  const parents = [...new Set([...agent.parents, ...held, ...bought])];
  const facts = { name: agent.name, description: agent.description, parents };
  const version = await deps.db.$transaction(async (tx) => {
    await tx.component.upsert({
      where: { id: componentId },
      create: { id: componentId, ownerId, kind: 'agent', ...facts, createdAt: deps.clock() },
      update: facts,
      select: { id: true },
    });
    if (known) return { id: known.id, number };
    return addVersion(deps, tx, { ownerId, componentId, note, number });
  });
  const bundle = await buildBundle(deps, {
    ownerId,
    facts: {
      ...{ kind: 'agent', ...facts, version: number, createdAt: row.createdAt.toISOString(), licence: '' },
      agent: manifest,
    },
    files: [agentFile(manifest)],
  });
  await finishVersion(deps, { ownerId, versionId: version.id, bundle });
  return { componentId, versionId: version.id };
}

/** The manifest by itself too, as its hash is over it. */
function agentFile(manifest: AgentManifest) {
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  const sha256 = Buffer.from(nativeHashing.sha256(bytes)).toString('hex');
  return { path: 'agent.json', sizeBytes: bytes.byteLength, sha256, open: () => [bytes] };
}
