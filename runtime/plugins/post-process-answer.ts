import { AppError } from '#protocol/errors.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { PostProcessorInput } from '#protocol/plugin-api/plugin-api.ts';
import { pluginsOfKind } from './find-plugin.ts';
import type { PluginParts } from './plugin-parts.ts';
import { runReported } from './run-reported.ts';

/** Whether an agent's answers pass plugins before anybody reads them: its streams then begin when the answer is finished. */
export function hasPostProcessors(manifest: AgentManifest): boolean {
  return pluginsOfKind(manifest, 'post-processor').length > 0;
}

/**
 * Passes a finished answer through the agent's post-processors, in the manifest's order. It comes after generation and before
 * attribution, so that citations point into what the caller reads. Fails closed: a post-processor may be there to remove
 * something, so its failure is thrown and the raw answer isn't shown.
 */
export async function postProcessAnswer(
  parts: PluginParts,
  input: PostProcessorInput & { manifest: AgentManifest },
): Promise<string> {
  const { manifest, question, passages } = input;
  let { answer } = input;
  for (const plugin of pluginsOfKind(manifest, 'post-processor')) {
    const value = await runReported(parts, plugin, { answer, question, passages } satisfies PostProcessorInput);
    if (typeof value !== 'string') {
      throw new AppError(
        'upstream_failed',
        `Plugin "${plugin.name}" didn't return a text; a post-processor returns one.`,
      );
    }
    answer = value;
  }
  return answer;
}
