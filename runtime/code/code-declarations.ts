import type { ToolPolicy } from '#protocol/tools/tool-definition.ts';
import type { ToolDeclaration } from '#runtime/engine/engine.ts';

/** What an agent may run here: what its manifest asks for, Python only where the node's owner allows it too. */
export interface CodePolicy {
  agent: Pick<ToolPolicy, 'javascript' | 'python'>;
  node: { python: boolean };
}

const code = (description: string) => ({
  type: 'object',
  properties: { code: { type: 'string', description, maxLength: 20_000 } },
  required: ['code'],
  additionalProperties: false,
});

const javascript: ToolDeclaration = {
  name: 'run_javascript',
  description:
    'Runs JavaScript and returns the value of its last expression and what console.log printed. For calculations and for changing the shape of texts and lists. No network, no files, no imports.',
  parameters: code('JavaScript whose last line is an expression, such as: const a = 17 * 23; a'),
};

const python: ToolDeclaration = {
  name: 'run_python',
  description:
    'Runs Python and returns the value of its last expression and what it printed. Only the standard library; no network, no files, no packages.',
  parameters: code('Python whose last line is an expression'),
};

/** The functions by which an agent's model runs code that it writes. */
export function codeDeclarations(policy: CodePolicy): ToolDeclaration[] {
  return [
    ...(policy.agent.javascript ? [javascript] : []),
    ...(policy.agent.python && policy.node.python ? [python] : []),
  ];
}
