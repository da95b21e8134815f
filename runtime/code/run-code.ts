import { AppError } from '#protocol/errors.ts';
import type { PluginRunner } from '#runtime/plugins/plugin-runner.ts';
import { type CodePolicy, codeDeclarations } from './code-declarations.ts';
import type { PythonRunner } from './python/open-python-runner.ts';
import { runJavaScript } from './run-javascript.ts';

/** What a model reads of one run at most, in UTF-16 units. */
const longestContent = 20_000;

export interface CodeParts {
  plugins: PluginRunner;
  python: PythonRunner;
  policy: CodePolicy;
}

export interface CodeCall {
  name: string;
  arguments: Record<string, unknown>;
  signal: AbortSignal;
}

/** Runs code that a model wrote, if this agent may here. A failure is a result that the model reads; only `client_closed` is thrown. */
export async function runCode(parts: CodeParts, call: CodeCall): Promise<{ isError: boolean; content: string }> {
  const { code } = call.arguments;
  if (!codeDeclarations(parts.policy).some(({ name }) => name === call.name)) {
    return { isError: true, content: `${call.name} is not allowed for this agent on this node.` };
  }
  if (typeof code !== 'string' || code.trim() === '') {
    return { isError: true, content: `${call.name} needs "code": a text.` };
  }
  try {
    const input = { code, signal: call.signal };
    const isPython = call.name === 'run_python';
    const { value, log } = await (isPython ? parts.python.run(input) : runJavaScript(parts.plugins, input));
    return { isError: false, content: contentOf(value, log) };
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code === 'client_closed') throw cause;
    return { isError: true, content: cut(cause.message.replace(/^Plugin "run_javascript" failed/, 'The code failed')) };
  }
}

function contentOf(value: string, log: string[]): string {
  return cut(log.length === 0 ? value : `${value}\n\nPrinted:\n${log.join('\n')}`);
}

function cut(content: string): string {
  if (content.length <= longestContent) return content;
  return `${content.slice(0, longestContent)}\n… cut: ${content.length} characters in all`;
}
