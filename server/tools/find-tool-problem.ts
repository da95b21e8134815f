import { compile } from '@jmespath-community/jmespath';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { findSchemaProblem } from './find-schema-problem.ts';

export interface ToolProblem {
  /** Path of the field in the definition. */
  field: string;
  message: string;
}

type HttpTarget = Extract<ToolDefinition['target'], { kind: 'http' }>;

/** What would keep a definition from being called, beyond what its schema says; null when nothing would. */
export function findToolProblem(definition: ToolDefinition): ToolProblem | null {
  const { target, parameters } = definition;
  return parametersProblem(parameters) ?? (target.kind === 'http' ? targetProblem(target, parameters) : null);
}

function parametersProblem(parameters: ToolDefinition['parameters']): ToolProblem | null {
  const message = findSchemaProblem(parameters);
  return message === null ? null : { field: 'parameters', message };
}

function targetProblem(target: HttpTarget, parameters: ToolDefinition['parameters']): ToolProblem | null {
  const names = Object.keys(Object(parameters.properties));
  return addressProblem(target) ?? argumentProblem(target, names) ?? outputProblem(target);
}

function addressProblem({ url }: HttpTarget): ToolProblem | null {
  const field = 'target.url';
  const address = URL.parse(url.replace(/\{[^{}/]*\}/g, 'x'));
  if (address?.protocol !== 'https:')
    return { field, message: `"${url}" is not an https:// address; write it as https://api.example.org/path.` };
  if (/[{}]/.test(url.slice(0, url.indexOf('/', 8) + 1 || url.length)))
    return {
      field,
      message: 'The host name cannot have a placeholder: which host is called must be known beforehand.',
    };
  if (address.username || address.password)
    return { field, message: 'Take the user name and password out of the address and use a secret slot instead.' };
  return null;
}

function argumentProblem(target: HttpTarget, names: string[]): ToolProblem | null {
  const known = new Set(names);
  const placeholders = new Set([...target.url.matchAll(/\{([^{}/]*)\}/g)].map(([, name]) => name ?? ''));
  for (const name of placeholders) {
    if (known.has(name)) continue;
    return { field: 'target.url', message: `The address has {${name}}, but there is no argument of that name.` };
  }
  for (const [name, argument] of Object.entries(target.arguments)) {
    const field = `target.arguments.${name}`;
    if (!known.has(name)) return { field, message: `"${name}" is not among the arguments; add it, or take it out.` };
    if (argument.in === 'path' && !placeholders.has(name))
      return { field, message: `"${name}" goes into the path, but the address has no {${name}}.` };
    if (argument.in === 'body' && target.bodyKind === 'none')
      return { field, message: `"${name}" goes into the body, but the call has none; choose JSON or a form.` };
  }
  return null;
}

function outputProblem({ output }: HttpTarget): ToolProblem | null {
  if (output.kind !== 'jmespath') return null;
  try {
    compile(output.expression);
    return null;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { field: 'target.output.expression', message: `This is not a JMESPath expression: ${why}` };
  }
}
