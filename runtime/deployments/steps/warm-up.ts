import { AppError } from '#protocol/errors.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { DeploymentParts, Report } from '#runtime/deployments/deployment-parts.ts';

/** One short generation with the agent's own prompt and one embedding: the first visitor doesn't pay for cold caches, and a model that can't speak is found out. */
export async function warmUp(
  parts: DeploymentParts,
  input: { manifest: AgentManifest; signal: AbortSignal },
  report: Report,
): Promise<void> {
  const { manifest, signal } = input;
  const startedMs = performance.now();
  let tokens = 0;
  const events = parts.engine.chat(
    {
      modelId: manifest.model.sha256,
      messages: [
        { role: 'system', content: manifest.prompts.system },
        { role: 'user', content: manifest.starters[0] ?? 'Hello' },
      ],
      sampling: { temperature: 0, topP: 1 },
      maxTokens: 4,
      callerId: 'warm-up',
    },
    signal,
  );
  for await (const event of events) if (event.type === 'ended') tokens = event.completionTokens;
  if (tokens === 0)
    throw new AppError('engine_crashed', `${manifest.model.id} produced no token; its file or template may not fit.`);
  if (manifest.embedding) {
    await parts.engine.embed({ modelId: manifest.embedding.sha256, inputs: ['warm-up'], priority: 'query' }, signal);
  }
  report(`First tokens after ${Math.round(performance.now() - startedMs)} ms`);
}
