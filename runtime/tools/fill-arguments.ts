import { AppError } from '#protocol/errors.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';

interface Given {
  arguments: Record<string, unknown>;
  metadata: Record<string, string>;
}

/**
 * All arguments of a call, in the order of the tool's schema: the model's, the fixed ones, and the caller's from the metadata
 * of the request. What the model says for an argument that isn't its own is dropped. Throws `invalid_input` for a needed one that the caller didn't send.
 */
export function fillArguments(definition: ToolDefinition, given: Given): Record<string, unknown> {
  const { target, parameters } = definition;
  const mapped = target.kind === 'http' ? Object.keys(target.arguments) : [];
  const names = new Set([...Object.keys(objectOf(parameters.properties)), ...mapped, ...Object.keys(given.arguments)]);
  return Object.fromEntries(
    [...names].map((name) => [name, filledValue(definition, name, given)]).filter(([, value]) => value !== undefined),
  );
}

function filledValue(definition: ToolDefinition, name: string, given: Given): unknown {
  const { target } = definition;
  const mapping = target.kind === 'http' ? own(target.arguments, name) : undefined;
  const filledBy = mapping?.filledBy ?? { by: 'model' as const };
  if (filledBy.by === 'fixed') return filledBy.value;
  if (filledBy.by === 'model') return own(given.arguments, name);
  return callerValue(definition, { name, key: filledBy.key, text: own(given.metadata, filledBy.key) });
}

/** Metadata are texts; a schema may want a number or a truth value. */
function callerValue(
  { parameters, name: tool }: ToolDefinition,
  { name, key, text }: { name: string; key: string; text: string | undefined },
): unknown {
  if (text === undefined) {
    if (!Array.isArray(parameters.required) || !parameters.required.includes(name)) return undefined;
    throw new AppError(
      'invalid_input',
      `The tool "${tool}" needs "${name}" from the caller: send it as metadata.${key} with the request.`,
      { param: `metadata.${key}` },
    );
  }
  const { type } = objectOf(own(objectOf(parameters.properties), name)) as { type?: unknown };
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
  if ((type === 'number' || type === 'integer') && isNumber) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function own<Value>(record: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
