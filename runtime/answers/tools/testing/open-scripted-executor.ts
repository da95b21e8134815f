import type { ToolDeclaration } from '#runtime/engine/engine.ts';
import type { ToolCallInput, ToolExecutor, ToolResult } from '#runtime/tools/tool-executor.ts';

export interface ScriptedExecutor extends ToolExecutor {
  /** Every call so far, oldest first. */
  readonly calls: ToolCallInput[];
}

type Answer = string | Partial<ToolResult> | ((call: ToolCallInput) => Promise<string | Partial<ToolResult>>);

/** An executor whose tools and results the test wrote down; each tool takes any arguments. */
export function openScriptedExecutor(
  answers: Record<string, Answer>,
  parameters: Record<string, ToolDeclaration['parameters']> = {},
): ScriptedExecutor {
  const calls: ToolCallInput[] = [];
  return {
    calls,
    declarations: () =>
      Object.keys(answers).map((name) => ({
        name,
        description: `Does ${name}.`,
        parameters: parameters[name] ?? { type: 'object', properties: { x: { type: 'integer' } }, required: ['x'] },
      })),
    async call(call) {
      calls.push(call);
      const answer = answers[call.name];
      const given = typeof answer === 'function' ? await answer(call) : (answer ?? '');
      return {
        isError: false,
        feedBack: true,
        content: '',
        ...(typeof given === 'string' ? { content: given } : given),
      };
    },
  };
}
