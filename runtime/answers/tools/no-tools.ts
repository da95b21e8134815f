import { AppError } from '#protocol/errors.ts';
import type { ToolExecutor } from '#runtime/tools/tool-executor.ts';

/** Makes no calls: for a node whose agents have no tools of their own. */
export const noTools: ToolExecutor = {
  declarations: () => [],
  async call({ name }) {
    throw new AppError('not_found', `This agent has no tool called "${name}".`);
  },
};
