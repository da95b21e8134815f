import type { PluginRunner } from '#runtime/plugins/plugin-runner.ts';
import type { ToolAgent, ToolExecutor } from '#runtime/tools/tool-executor.ts';
import { type CodePolicy, codeDeclarations } from './code-declarations.ts';
import type { PythonRunner } from './python/open-python-runner.ts';
import { runCode } from './run-code.ts';

/** Makes the calls by which agents run code that their models write, where their manifest and the node's owner allow it. */
export function openCodeExecutor(parts: {
  plugins: PluginRunner;
  python: PythonRunner;
  node: CodePolicy['node'];
}): ToolExecutor {
  const policyOf = ({ manifest }: ToolAgent) => ({ agent: manifest.toolPolicy, node: parts.node });
  return {
    declarations: (agent) => codeDeclarations(policyOf(agent)),
    async call({ agent, name, arguments: given, signal }) {
      const result = await runCode({ ...parts, policy: policyOf(agent) }, { name, arguments: given, signal });
      return { ...result, feedBack: true };
    },
  };
}
