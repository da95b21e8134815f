import { AppError } from '#protocol/errors.ts';
import type { OwnTool } from '#server/tools/find-own-tool.ts';

/** Throws `conflict`, naming both, when two tools have one function name. */
export function assertDistinctNames(tools: readonly Pick<OwnTool, 'name' | 'definition'>[]): void {
  const seen = new Map<string, string>();
  for (const { name, definition } of tools) {
    const before = seen.get(definition.name);
    if (before !== undefined)
      throw new AppError(
        'conflict',
        `"${before}" and "${name}" are both called "${definition.name}"; choose one of them.`,
      );
    seen.set(definition.name, name);
  }
}
