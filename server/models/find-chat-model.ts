import { AppError } from '#protocol/errors.ts';
import { licencePart } from '#protocol/licences/licence-part.ts';
import type { ModelReference } from '#protocol/manifests/agent-manifest.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { findModel, modelReference } from '#protocol/models/catalogue.ts';
import { chatModel } from '#server/agents/chat-model.ts';
import type { Deps } from '#server/deps-type.ts';

/** A chat model as an agent names it, and what people call it. */
export interface FoundChatModel {
  name: string;
  reference: ModelReference;
}

/** A chat model of the catalogue by its id, or one of the account's own or bought models by its component: its newest version. Throws `invalid_input` for neither. */
export async function findChatModel(
  deps: Pick<Deps, 'db'>,
  { ownerId, modelId }: { ownerId: string; modelId: string },
): Promise<FoundChatModel> {
  if (findModel(modelId) || !isComponentId(modelId)) {
    const known = chatModel(modelId);
    return { name: known.name, reference: modelReference(known) };
  }
  const version = await deps.db.version.findFirst({
    where: { componentId: modelId, ownerId, isReady: true, component: { kind: 'model' } },
    orderBy: { number: 'desc' },
    select: { number: true, contentRoot: true, sizeBytes: true, manifest: true, licence: true, component: true },
  });
  const part = version ? bundleManifestSchema.parse(version.manifest).model : undefined;
  if (!version?.contentRoot || !part) {
    throw new AppError('invalid_input', `No model "${modelId}" is among yours; choose one from the list.`, {
      param: 'modelId',
    });
  }
  const { fileName, sha256, sizeBytes, contextTokens, parameters } = part;
  const { name } = version.component;
  const bundle = {
    ...{ name, version: version.number, contentRoot: version.contentRoot, sizeBytes: Number(version.sizeBytes) },
    ...licencePart(version.licence),
  };
  return {
    name,
    reference: { id: modelId, fileName, sha256, sizeBytes, sources: [], contextTokens, parameters, bundle },
  };
}

function isComponentId(id: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
}
