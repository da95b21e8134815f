import { readBundle } from '#protocol/bundles/read-bundle.ts';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { addVersion } from '#server/components/add-version.ts';
import {
  assertBoughtRoot,
  type BoughtContent,
  boughtFacts,
  licenceColumns,
} from '#server/components/bought-content.ts';
import { keepBlob } from '#server/components/keep-blob.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { cloneAgent, fillClone } from '#server/library/clone-agent.ts';

interface AgentInput {
  ownerId: string;
  content: AsyncIterable<Uint8Array>;
  bought: BoughtContent;
  /** Agent that gets the new version in place of its draft; null makes one. */
  componentId: string | null;
}

/**
 * Makes an agent of a bought bundle, or brings one to a newer version; its component has the agent's id and keeps the bundle, and whatever is published of it bears the mark of its licence.
 * Throws what `readBundle` throws, and `invalid_input` for another kind.
 */
export async function importAgent(deps: Deps, input: AgentInput): Promise<{ componentId: string }> {
  const { ownerId, bought } = input;
  const stored = await deps.blobs.put(input.content, { maxBytes: limits.bundleSizeBytes });
  try {
    const { manifest, signedManifest, contentRoot } = await readBundle(deps.blobs.read(stored.sha256), {
      hashing: nativeHashing,
    });
    assertBoughtRoot(bought, contentRoot);
    const { agent } = manifest;
    if (!agent) throw new AppError('invalid_input', `This is a bundle of kind "${manifest.kind}", not of an agent.`);
    const agentId = input.componentId ?? (await cloneAgent(deps, { ownerId, agent, contentRoot })).agentId;
    if (input.componentId) await fillClone(deps, { ownerId, agentId, agent, contentRoot });
    const facts = { name: manifest.name, description: manifest.description, ...boughtFacts(bought, contentRoot) };
    await deps.db.$transaction(async (tx) => {
      await tx.component.upsert({
        where: { id: agentId },
        create: { id: agentId, ownerId, kind: 'agent', ...facts, createdAt: deps.clock() },
        update: facts,
        select: { id: true },
      });
      await keepVersion(deps, tx, { ownerId, agentId, bought, stored, contentRoot, signedManifest });
    });
    return { componentId: agentId };
  } catch (cause) {
    if ((await deps.db.blob.count({ where: { sha256: stored.sha256 } })) === 0) await deps.blobs.remove(stored.sha256);
    throw cause;
  }
}

interface Kept {
  ownerId: string;
  agentId: string;
  bought: BoughtContent;
  stored: { sha256: string; sizeBytes: number };
  contentRoot: string;
  signedManifest: Record<string, unknown>;
}

/** Under the next number that neither a version of the agent nor of its component has: both are published under one row of numbers. */
async function keepVersion(deps: Deps, tx: Prisma.TransactionClient, kept: Kept): Promise<void> {
  const { ownerId, agentId, bought, stored, contentRoot, signedManifest } = kept;
  const blob = await keepBlob(deps, tx, { ownerId, ...stored, mime: 'application/x-tar' });
  const [own, ofComponent] = await Promise.all([
    tx.agentVersion.aggregate({ where: { agentId }, _max: { number: true } }),
    tx.version.aggregate({ where: { componentId: agentId }, _max: { number: true } }),
  ]);
  const number = Math.max(own._max.number ?? 0, ofComponent._max.number ?? 0) + 1;
  const { id } = await addVersion(deps, tx, { ownerId, componentId: agentId, note: '', number });
  await tx.version.update({
    where: { id },
    data: {
      ...{ contentRoot, manifest: signedManifest as Prisma.InputJsonObject, sizeBytes: stored.sizeBytes },
      ...{ blobId: blob.id, isReady: true, ...licenceColumns(bought) },
    },
    select: { id: true },
  });
}
