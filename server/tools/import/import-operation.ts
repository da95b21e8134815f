import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { findToolProblem } from '#server/tools/find-tool-problem.ts';
import type { ImportedOperation } from './import-result.ts';
import { SkipOperation } from './skip-operation.ts';

/** Reads one operation; what it can't be read for becomes its reason. */
export function importOperation(
  operation: string,
  read: () => { definition: ToolDefinition; notes: string[] },
): ImportedOperation {
  try {
    const { definition, notes } = read();
    const problem = findToolProblem(definition);
    if (problem) throw new SkipOperation(problem.message);
    return { operation, definition, notes: [...new Set(notes)], skipReason: null };
  } catch (cause) {
    if (!(cause instanceof SkipOperation)) throw cause;
    return { operation, definition: null, notes: [], skipReason: cause.message };
  }
}
