import type { ModelReference } from '#protocol/manifests/agent-manifest.ts';
import type { DeploymentParts } from './deployment-parts.ts';
import { chatSequences } from './steps/load-models.ts';

/** Fetches and loads a chat model that no deployment needs yet, or joins it where it is loaded; returns the engine's name for it. */
export async function loadChatModel(
  parts: DeploymentParts,
  model: ModelReference,
  signal: AbortSignal,
): Promise<string> {
  const { sha256: modelId, contextTokens } = model;
  if (parts.engine.status().models.some((loaded) => loaded.modelId === modelId)) return modelId;
  parts.assertModelAllowed(model);
  const path = await parts.obtainModel(model, { signal, onProgress: () => undefined });
  await parts.engine.load({ modelId, kind: 'chat', path, contextTokens, parallelSequences: chatSequences }, { signal });
  return modelId;
}
