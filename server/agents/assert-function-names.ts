import { AppError } from '#protocol/errors.ts';
import type { PluginReference } from '#protocol/plugins/plugin-manifest.ts';
import type { ToolReference } from '#protocol/tools/tool-definition.ts';

/** Throws `conflict`, naming both, when two tools or plugins of one agent are called by the same name: the model could not tell them apart. */
export function assertFunctionNames(parts: readonly (ToolReference | PluginReference)[]): void {
  const seen = new Map<string, string>();
  for (const { component, definition } of parts) {
    const before = seen.get(definition.name);
    if (before !== undefined) {
      throw new AppError(
        'conflict',
        `"${before}" and "${component.name}" are both called by the name "${definition.name}"; rename one, or take one out.`,
        { param: 'tools' },
      );
    }
    seen.set(definition.name, component.name);
  }
}
