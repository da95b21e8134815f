import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { DeploymentParts, Report } from '#runtime/deployments/deployment-parts.ts';

/** Downloads what the model store lacks, with progress in bytes. */
export async function fetchModels(
  parts: DeploymentParts,
  input: { manifest: AgentManifest; signal: AbortSignal },
  report: Report,
): Promise<void> {
  const { model, embedding } = input.manifest;
  const files = [...(parts.engine.hasChatFiles ? [model] : []), ...(embedding ? [embedding] : [])];
  for (const reference of files) {
    await parts.obtainModel(reference, {
      signal: input.signal,
      onProgress: (done, total) => report(`Fetching ${reference.id}`, { done, total }),
    });
    report(`${reference.id} is here and its SHA-256 is right`);
  }
}
