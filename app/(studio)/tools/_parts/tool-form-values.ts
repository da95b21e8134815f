import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';

type JsonSchema = Record<string, unknown>;
type HttpTarget = Extract<ToolDefinition['target'], { kind: 'http' }>;

export const parameterTypes = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'other'] as const;
type ParameterType = (typeof parameterTypes)[number];

/** A row of the parameters table. */
export interface ParameterRow {
  name: string;
  type: ParameterType;
  isRequired: boolean;
  description: string;
  /** Allowed values of a text, separated by commas. */
  choices: string;
  example: string;
  in: 'path' | 'query' | 'header' | 'body';
  /** Name in the request; empty = the same. */
  as: string;
  by: 'model' | 'fixed' | 'caller';
  /** The fixed value as JSON or text, or the caller's metadata key. */
  value: string;
  /** What the row was read from; keeps what the table doesn't show. */
  schema: JsonSchema;
}

/** What the tool form edits. */
export interface ToolFormValues {
  name: string;
  functionName: string;
  description: string;
  method: HttpTarget['method'];
  url: string;
  remoteName: string;
  bodyKind: HttpTarget['bodyKind'];
  rows: ParameterRow[];
  auth: { kind: 'none' | 'header' | 'query' | 'bearer' | 'oauth2' | 'sign-in' } & Record<
    'name' | 'secret' | 'tokenUrl' | 'clientId' | 'scope',
    string
  >;
  output: { kind: 'whole' | 'jmespath' | 'template'; text: string };
  feedBack: boolean;
  timeoutMs: number;
  retries: number;
  cacheSeconds: number;
  callsPerMinute: number;
}

/** A definition as the form shows it. */
export function formOf(name: string, definition: ToolDefinition): ToolFormValues {
  const { target } = definition;
  const isHttp = target.kind === 'http';
  return {
    name,
    functionName: definition.name,
    description: definition.description,
    method: isHttp ? target.method : 'GET',
    url: target.url,
    remoteName: isHttp ? '' : target.remoteName,
    bodyKind: isHttp ? target.bodyKind : 'none',
    rows: rowsOf(definition),
    auth: { name: '', secret: '', tokenUrl: '', clientId: '', scope: '', ...target.auth },
    output: outputOf(definition),
    feedBack: definition.feedBack,
    timeoutMs: definition.timeoutMs,
    retries: definition.retries,
    cacheSeconds: definition.cacheSeconds,
    callsPerMinute: definition.callsPerMinute,
  };
}

function outputOf({ target }: ToolDefinition): ToolFormValues['output'] {
  if (target.kind === 'mcp' || target.output.kind === 'whole') return { kind: 'whole', text: '' };
  if (target.output.kind === 'jmespath') return { kind: 'jmespath', text: target.output.expression };
  return { kind: 'template', text: target.output.text };
}

/** The rows of a definition's arguments. */
export function rowsOf({ parameters, target }: ToolDefinition): ParameterRow[] {
  const required = Array.isArray(parameters.required) ? parameters.required : [];
  const properties = Object.entries(Object(parameters.properties) as Record<string, unknown>);
  const places = target.kind === 'http' ? target.arguments : {};
  const elsewhere = target.kind === 'http' && target.bodyKind === 'none' ? 'query' : 'body';
  return properties.map(([name, value]) => {
    const schema = schemaOf(value);
    const place = Object.hasOwn(places, name) ? places[name] : undefined;
    return {
      name,
      type: typeOf(schema),
      isRequired: required.includes(name),
      description: typeof schema.description === 'string' ? schema.description : '',
      choices: Array.isArray(schema.enum) ? schema.enum.join(', ') : '',
      example: Array.isArray(schema.examples) ? textOf(schema.examples[0]) : '',
      in: place?.in ?? elsewhere,
      as: place?.as ?? '',
      by: place?.filledBy.by ?? 'model',
      value: filledText(place?.filledBy),
      schema,
    };
  });
}

function schemaOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function typeOf({ type, $ref, anyOf, oneOf }: JsonSchema): ParameterType {
  if ($ref ?? anyOf ?? oneOf) return 'other';
  const found = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
  return parameterTypes.find((one) => one === found) ?? 'other';
}

function filledText(filledBy: HttpTarget['arguments'][string]['filledBy'] | undefined): string {
  if (filledBy?.by === 'fixed') return textOf(filledBy.value);
  return filledBy?.by === 'caller' ? filledBy.key : '';
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The definition that a form means; what it doesn't show comes from the one before. The server checks it. */
export function definitionOf(values: ToolFormValues, before: ToolDefinition): ToolDefinition {
  const { target } = before;
  const limits = {
    feedBack: values.feedBack,
    timeoutMs: values.timeoutMs,
    retries: values.retries,
    cacheSeconds: values.cacheSeconds,
    callsPerMinute: values.callsPerMinute,
  };
  const plain = { ...before, ...limits, name: values.functionName.trim(), description: values.description.trim() };
  const auth = authOf(values.auth);
  if (target.kind === 'mcp')
    return { ...plain, target: { ...target, url: values.url.trim(), remoteName: values.remoteName, auth } };
  return {
    ...plain,
    parameters: parametersOf(values.rows, before),
    target: {
      kind: 'http',
      method: values.method,
      url: values.url.trim(),
      bodyKind: values.bodyKind,
      arguments: Object.fromEntries(values.rows.map((row) => [row.name.trim(), placeOf(row)])),
      auth,
      output: outputFrom(values.output),
    },
  };
}

function outputFrom({ kind, text }: ToolFormValues['output']): HttpTarget['output'] {
  if (kind === 'whole') return { kind };
  return kind === 'jmespath' ? { kind, expression: text } : { kind, text };
}

function authOf(auth: ToolFormValues['auth']): HttpTarget['auth'] {
  const { kind, name, secret, tokenUrl, clientId, scope } = auth;
  if (kind === 'none') return { kind };
  if (kind === 'bearer' || kind === 'sign-in') return { kind, secret };
  return kind === 'oauth2' ? { kind, tokenUrl, clientId, scope, secret } : { kind, name, secret };
}

function parametersOf(rows: ParameterRow[], before: ToolDefinition): ToolDefinition['parameters'] {
  const { required: _, ...rest } = before.parameters;
  const needed = rows.filter(({ isRequired }) => isRequired).map(({ name }) => name.trim());
  const properties = rows.map((row) => [row.name.trim(), schemaFrom(row)]);
  return {
    ...rest,
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(needed.length > 0 ? { required: needed } : {}),
  };
}

function schemaFrom(row: ParameterRow): JsonSchema {
  const isSame = row.type === 'other' || row.type === typeOf(row.schema);
  const { description: _, enum: values, examples, ...kept } = isSame ? row.schema : { type: row.type };
  const choices = row.choices
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const isListed = row.type === 'string' && choices.length > 0;
  return {
    ...kept,
    ...(row.description.trim() ? { description: row.description.trim() } : {}),
    ...(isListed ? { enum: choices } : row.type !== 'string' && values !== undefined && { enum: values }),
    ...(row.example === '' ? {} : { examples: examplesFrom(row, examples) }),
  };
}

function examplesFrom(row: ParameterRow, before: unknown): unknown[] {
  const isSame = Array.isArray(before) && textOf(before[0]) === row.example;
  return isSame ? before : [row.type === 'string' ? row.example : parsed(row.example)];
}

function placeOf(row: ParameterRow): HttpTarget['arguments'][string] {
  const as = row.as.trim();
  return { in: row.in, ...(as ? { as } : {}), filledBy: filledByOf(row) };
}

function filledByOf(row: ParameterRow): HttpTarget['arguments'][string]['filledBy'] {
  if (row.by === 'caller') return { by: 'caller', key: row.value.trim() || row.name.trim() };
  if (row.by === 'fixed') return { by: 'fixed', value: row.type === 'string' ? row.value : parsed(row.value) };
  return { by: 'model' };
}

/** JSON where it is JSON, else the text. */
function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
