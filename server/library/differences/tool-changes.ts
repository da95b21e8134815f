import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { type Change, entryChanges, listChanges, textChange, valueChange } from './change.ts';

/** What changed between two versions of a tool: where it calls, with which secret, and which arguments it takes. */
export function toolChanges(before: ToolDefinition, after: ToolDefinition): Change[] {
  return [
    ...valueChange({ field: 'name', before: before.name, after: after.name }),
    ...textChange({ field: 'model-description' }, { before: before.description, after: after.description }),
    ...valueChange({ field: 'endpoint', before: endpoint(before), after: endpoint(after), asksMore: true }),
    ...listChanges({ field: 'host', asksMore: true }, { before: [host(before)], after: [host(after)] }),
    ...listChanges({ field: 'secret', asksMore: true }, { before: secrets(before), after: secrets(after) }),
    ...parameterChanges(before.parameters, after.parameters),
    ...fillingChanges(before, after),
    ...valueChange({ field: 'output', before: output(before), after: output(after) }),
    ...entryChanges({ field: 'setting' }, { before: settings(before), after: settings(after) }),
  ];
}

/** What changed between the JSON schemas of the arguments of two versions. */
export function parameterChanges(before: object, after: object): Change[] {
  return entryChanges({ field: 'parameter' }, { before: properties(before), after: properties(after) });
}

function properties(schema: object): object {
  const { properties: named, required } = schema as { properties?: object; required?: unknown };
  const isRequired = (name: string) => Array.isArray(required) && required.includes(name);
  return Object.fromEntries(
    Object.entries(named ?? {}).map(([name, facts]) => [name, { ...(facts as object), required: isRequired(name) }]),
  );
}

/** A fixed value, or one of the caller's, goes to the service without the model seeing it. */
function fillingChanges(before: ToolDefinition, after: ToolDefinition): Change[] {
  const hidden = ({ target }: ToolDefinition) =>
    target.kind === 'http'
      ? Object.fromEntries(Object.entries(target.arguments).filter(([, { filledBy }]) => filledBy.by !== 'model'))
      : {};
  return entryChanges({ field: 'parameter', asksMore: true }, { before: hidden(before), after: hidden(after) });
}

function endpoint({ target }: ToolDefinition): string {
  return target.kind === 'http' ? `${target.method} ${target.url}` : `MCP ${target.url} ${target.remoteName}`;
}

/** An address may hold arguments, even in its host. */
function host({ target }: ToolDefinition): string {
  return /^https:\/\/([^/?#]+)/.exec(target.url)?.[1] ?? target.url;
}

function secrets({ target: { auth } }: ToolDefinition): string[] {
  return auth.kind === 'none' ? [] : [auth.secret];
}

/** As its creator wrote it: an expression or a text; all of the answer is a star. */
function output({ target }: ToolDefinition): string {
  if (target.kind !== 'http') return '';
  const { output: taken } = target;
  if (taken.kind === 'whole') return '*';
  return taken.kind === 'jmespath' ? taken.expression : taken.text;
}

function settings({ feedBack, timeoutMs, retries, cacheSeconds, callsPerMinute }: ToolDefinition): object {
  return { feedBack, timeoutMs, retries, cacheSeconds, callsPerMinute };
}
