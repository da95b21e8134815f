import { z } from 'zod';
import { type ToolAuth, type ToolDefinition, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import type { JsonObject } from './json-values.ts';
import { SkipOperation } from './skip-operation.ts';
import { trimDescription } from './trim-description.ts';

/** One value of a request, as an import found it. */
export interface FoundArgument {
  /** Name in the request. */
  name: string;
  in: 'path' | 'query' | 'header' | 'body';
  schema: JsonObject;
  isRequired: boolean;
  /** The same value in every call. */
  fixed?: unknown;
}

export interface FoundCall {
  name: string;
  description: string;
  method: string;
  url: string;
  bodyKind: 'none' | 'json' | 'form';
  arguments: FoundArgument[];
  auth: ToolAuth;
  /** Shared parts of the schemas. */
  defs?: JsonObject;
  /** Whether the body takes fields of any name. */
  isOpen?: boolean;
}

const maxArguments = 100;

/** Puts a definition together; arguments of one name in several places get the place before their name. */
export function buildTool(call: FoundCall): ToolDefinition {
  if (call.arguments.length > maxArguments)
    throw new SkipOperation(`It takes ${call.arguments.length} arguments; ${maxArguments} are the limit.`);
  const named = nameArguments(call.arguments);
  const parsed = toolDefinitionSchema.safeParse({
    name: call.name,
    description: trimDescription(call.description),
    parameters: parametersOf(call, named),
    target: {
      kind: 'http',
      method: call.method,
      url: renamePlaceholders(call.url, named),
      bodyKind: call.bodyKind,
      arguments: Object.fromEntries(named.map((argument) => [argument.key, placeOf(argument)])),
      auth: call.auth,
    },
  });
  if (parsed.success) return parsed.data;
  throw new SkipOperation(`It does not fit a tool: ${z.prettifyError(parsed.error).slice(0, 300)}`);
}

type NamedArgument = FoundArgument & { key: string };

function nameArguments(all: FoundArgument[]): NamedArgument[] {
  const taken = new Set<string>();
  return all.map((argument) => {
    const plain = argument.name.replace(/[^a-zA-Z0-9_.-]+/g, '_').replace(/^_+|_+$/g, '') || argument.in;
    let key = taken.has(plain) ? `${argument.in}_${plain}` : plain;
    for (let count = 2; taken.has(key); count += 1) key = `${argument.in}_${plain}_${count}`;
    taken.add(key);
    return { ...argument, key };
  });
}

function parametersOf(call: FoundCall, named: NamedArgument[]): JsonObject {
  const required = named.filter(({ isRequired }) => isRequired).map(({ key }) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(named.map(({ key, schema }) => [key, schema])),
    ...(required.length > 0 ? { required } : {}),
    ...(call.isOpen ? {} : { additionalProperties: false }),
    ...(call.defs && Object.keys(call.defs).length > 0 ? { $defs: call.defs } : {}),
  };
}

function placeOf(argument: NamedArgument): JsonObject {
  const isFixed = argument.fixed !== undefined;
  return {
    in: argument.in,
    ...(argument.key === argument.name ? {} : { as: argument.name }),
    filledBy: isFixed ? { by: 'fixed', value: argument.fixed } : { by: 'model' },
  };
}

function renamePlaceholders(url: string, named: NamedArgument[]): string {
  const keys = new Map(named.filter((argument) => argument.in === 'path').map(({ name, key }) => [name, key]));
  return url.replace(/\{([^{}/]+)\}/g, (whole, name: string) => {
    const key = keys.get(name);
    return key ? `{${key}}` : whole;
  });
}
