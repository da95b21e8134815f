import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';

/** One operation that was found: a definition to take, or why it can't be one. */
export type ImportedOperation =
  | { operation: string; definition: ToolDefinition; notes: string[]; skipReason: null }
  | { operation: string; definition: null; notes: string[]; skipReason: string };

export interface ImportResult {
  /** What was read: `OpenAPI 3.1`, `cURL` … */
  format: string;
  /** The service's own name. */
  title: string;
  operations: ImportedOperation[];
}
