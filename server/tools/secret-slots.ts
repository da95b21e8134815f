import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';

/** The secret slots that definitions name, each once. */
export function secretSlots(definitions: readonly Pick<ToolDefinition, 'target'>[]): string[] {
  const slots = definitions.flatMap(({ target }) => (target.auth.kind === 'none' ? [] : [target.auth.secret]));
  return [...new Set(slots)];
}
