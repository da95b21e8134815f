import type { ToolDeclaration } from '#runtime/engine/engine.ts';

/** A function that a model may call. */
export interface ToolFunction extends ToolDeclaration {
  /** Refuses a schema that can't be enforced as a whole; otherwise what can't be is left to whoever makes the call. */
  isStrict: boolean;
  /** The request's field that holds its parameters, for errors. */
  param: string;
}

/**
 * Whether a function's arguments need an object of their own in the flat form (`{"tool": "f", "arguments": {…}}`): where they can't
 * stand beside the name, because one of them is called `tool` or the schema is no plain list of properties.
 */
export function isNested({ parameters }: Pick<ToolDeclaration, 'parameters'>): boolean {
  const isClosed = parameters.additionalProperties === undefined || parameters.additionalProperties === false;
  return !isPlainList(parameters) || !isClosed || Object.hasOwn(parameters.properties ?? {}, 'tool');
}

/** Whether a schema says no more than which properties there are. */
export function isPlainList(parameters: Record<string, unknown>): boolean {
  return Object.keys(parameters).every((keyword) => plainKeywords.has(keyword));
}

const plainKeywords = new Set([
  '$schema',
  '$defs',
  'definitions',
  'type',
  'title',
  'description',
  'properties',
  'required',
  'additionalProperties',
  'strict',
]);
