import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { DeploymentParts, Report } from '#runtime/deployments/deployment-parts.ts';

const chatSequences = 4;

/** Finds or fetches the manifest's models and loads them into the engine. Safe to repeat: a loaded model is joined. */
export async function loadModels(
  parts: DeploymentParts,
  input: { manifest: AgentManifest; signal: AbortSignal },
  report: Report,
): Promise<void> {
  const { model, embedding } = input.manifest;
  const wanted = [
    { reference: model, kind: 'chat' as const, parallelSequences: chatSequences },
    ...(embedding ? [{ reference: embedding, kind: 'embedding' as const, parallelSequences: 1 }] : []),
  ];
  for (const { reference, kind, parallelSequences } of wanted) {
    const isFile = kind === 'embedding' || parts.engine.hasChatFiles;
    const path = isFile
      ? await parts.obtainModel(reference, { signal: input.signal, onProgress: () => undefined })
      : '';
    await parts.engine.load(
      { modelId: reference.sha256, kind, path, contextTokens: reference.contextTokens, parallelSequences },
      {
        signal: input.signal,
        onProgress: (fraction) => report(`Loading ${reference.id}`, { done: Math.round(fraction * 100), total: 100 }),
      },
    );
    report(`${reference.id} is loaded`);
  }
}
