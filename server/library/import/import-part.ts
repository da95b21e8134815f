import type { ReadBundle } from '#protocol/bundles/read-bundle.ts';
import { cleanName } from '#protocol/clean-name.ts';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { addVersion } from '#server/components/add-version.ts';
import {
  assertBoughtRoot,
  type BoughtContent,
  boughtFacts,
  licenceColumns,
} from '#server/components/bought-content.ts';
import { freeNumber } from '#server/components/free-number.ts';
import { keepBlob } from '#server/components/keep-blob.ts';
import { readDatasetBundle } from '#server/datasets/read-dataset-bundle.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';

interface PartInput {
  ownerId: string;
  content: AsyncIterable<Uint8Array>;
  bought: BoughtContent;
  /** Component that gets the new version; null makes one. */
  componentId: string | null;
}

/** Makes a prompt, tool, plugin, model or dataset of a bundle, or a new version of one, in one transaction. Throws what `readBundle` throws, and `invalid_input` for another kind; nothing is kept then. */
export async function importPart(deps: Deps, input: PartInput): Promise<{ componentId: string }> {
  const { ownerId, bought } = input;
  const stored = await deps.blobs.put(input.content, { maxBytes: limits.bundleSizeBytes });
  try {
    const { bundle } = await readDatasetBundle(deps.blobs.read(stored.sha256));
    assertBoughtRoot(bought, bundle.contentRoot);
    return await deps.db.$transaction(async (tx) => {
      const componentId = await writeDraft(deps, tx, { ...input, bundle });
      const blob = await keepBlob(deps, tx, { ownerId, ...stored, mime: 'application/x-tar' });
      const number = await freeNumber(tx, { componentId, wanted: bundle.manifest.version });
      const { id } = await addVersion(deps, tx, { ownerId, componentId, note: '', number });
      await tx.version.update({
        where: { id },
        data: {
          contentRoot: bundle.contentRoot,
          manifest: bundle.signedManifest as Prisma.InputJsonObject,
          sizeBytes: stored.sizeBytes,
          blobId: blob.id,
          isReady: true,
          ...licenceColumns(bought),
        },
        select: { id: true },
      });
      return { componentId };
    });
  } catch (cause) {
    if ((await deps.db.blob.count({ where: { sha256: stored.sha256 } })) === 0) await deps.blobs.remove(stored.sha256);
    throw cause;
  }
}

async function writeDraft(
  deps: Pick<Deps, 'clock'>,
  tx: Prisma.TransactionClient,
  input: PartInput & { bundle: ReadBundle },
): Promise<string> {
  const { ownerId, bundle } = input;
  const { manifest, contentRoot } = bundle;
  const id = input.componentId ?? newId(deps.clock().getTime());
  const draft = draftOf(manifest, ownerId);
  const name = cleanName(manifest.name) || 'Unnamed';
  const facts = { name, description: manifest.description, ...boughtFacts(input.bought, contentRoot) };
  if (!input.componentId) {
    await tx.component.create({
      data: { id, ownerId, kind: draft.kind, ...facts, createdAt: deps.clock(), ...draft.create },
      select: { id: true },
    });
  } else {
    await tx.component.update({ where: { id, ownerId }, data: { ...facts, ...draft.update }, select: { id: true } });
  }
  return id;
}

function draftOf({ kind, prompt, tool, plugin, model, dataset }: ReadBundle['manifest'], ownerId: string) {
  if (kind === 'prompt' && prompt) {
    const row = { role: prompt.role, text: prompt.text, fewShot: prompt.fewShot ?? [] };
    return { kind, create: { prompt: { create: { ownerId, ...row } } }, update: { prompt: { update: row } } };
  }
  if (kind === 'tool' && tool) {
    const definition = tool as Prisma.InputJsonObject;
    return {
      kind,
      create: { tool: { create: { ownerId, definition, importedFrom: 'market' } } },
      update: { tool: { update: { definition } } },
    };
  }
  if (kind === 'plugin' && plugin) {
    const definition = plugin as Prisma.InputJsonObject;
    return {
      kind,
      create: { plugin: { create: { ownerId, definition } } },
      update: { plugin: { update: { definition } } },
    };
  }
  // These are their versions; there is nothing to edit.
  if ((kind === 'model' && model) || (kind === 'dataset' && dataset)) return { kind, create: {}, update: {} };
  throw new AppError('invalid_input', `A bundle of kind "${kind}" can't be installed here yet.`);
}
