import type { ModelReference } from '#protocol/manifests/agent-manifest.ts';
import type { DeploymentParts } from './deployment-parts.ts';

/** Fetches and loads an embedding model, or joins it where it is loaded; returns the engine's name for it. */
export async function loadEmbeddingModel(
  parts: DeploymentParts,
  model: ModelReference,
  signal: AbortSignal,
): Promise<string> {
  const { sha256: modelId, contextTokens } = model;
  if (parts.engine.status().models.some((loaded) => loaded.modelId === modelId)) return modelId;
  parts.assertModelAllowed(model);
  const path = await parts.obtainModel(model, { signal, onProgress: () => undefined });
  await parts.engine.load({ modelId, kind: 'embedding', path, contextTokens, parallelSequences: 1 }, { signal });
  return modelId;
}
