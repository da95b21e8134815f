import { AppError } from '#protocol/errors.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { findToolProblem } from './find-tool-problem.ts';

/** Throws `invalid_input`, with the field, for a definition that could not be called. */
export function assertToolDefinition(definition: ToolDefinition): void {
  const problem = findToolProblem(definition);
  if (!problem) return;
  throw new AppError('invalid_input', `${definition.name}: ${problem.message}`, {
    param: `definition.${problem.field}`,
  });
}
