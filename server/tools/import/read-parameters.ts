import type { FoundArgument } from './build-tool.ts';
import { convertSchema, type SchemaReading } from './convert-schema.ts';
import { type JsonObject, listOf, objectOf, textOf } from './json-values.ts';
import { SkipOperation } from './skip-operation.ts';

interface Read {
  arguments: FoundArgument[];
  notes: string[];
}

const setByOthers = new Set(['accept', 'content-type', 'authorization']);

/** Arguments in path, query and headers, those of the operation in place of those of its path. Throws `SkipOperation` when one is needed that can't be sent. */
export function readParameters(all: unknown[], reading: SchemaReading): Read {
  const byPlace = new Map<string, JsonObject>();
  for (const one of all) {
    const parameter = reading.references.follow(one);
    byPlace.set(`${textOf(parameter.in)} ${textOf(parameter.name)}`, parameter);
  }
  const read: Read = { arguments: [], notes: [] };
  for (const parameter of byPlace.values()) {
    const found = readParameter(parameter, reading);
    if (typeof found !== 'string') read.arguments.push(...found);
    else if (parameter.required === true) throw new SkipOperation(`It needs ${found}.`);
    else read.notes.push(`Left out: ${found}.`);
  }
  return read;
}

function readParameter(parameter: JsonObject, reading: SchemaReading): FoundArgument[] | string {
  const name = textOf(parameter.name);
  const place = parameter.in;
  if (place === 'cookie') return `the cookie "${name}"`;
  if (place !== 'path' && place !== 'query' && place !== 'header') return [];
  if (place === 'header' && setByOthers.has(name.toLowerCase())) return [];
  if (parameter.content !== undefined) return `"${name}" as a text in another format`;
  const schema = schemaOf(parameter, reading);
  const isRequired = place === 'path' || parameter.required === true;
  if (schema.type === 'object' || schema.properties !== undefined)
    return flatten({ name, in: place, schema, isRequired }, textOf(parameter.style));
  if (schema.type === 'array') return [listArgument({ name, in: place, schema, isRequired }, parameter)];
  return [constant({ name, in: place, schema, isRequired })];
}

function schemaOf(parameter: JsonObject, reading: SchemaReading): JsonObject {
  const description = textOf(parameter.description);
  const example = parameter.example ?? objectOf(Object.values(objectOf(parameter.examples))[0]).value;
  const converted = convertSchema(swaggerSchema(parameter) ?? parameter.schema ?? { type: 'string' }, reading);
  const examples = example === undefined || converted.examples !== undefined ? {} : { examples: [example] };
  return { ...converted, ...(description ? { description: description.trim().slice(0, 500) } : {}), ...examples };
}

/** Swagger 2 has the type in the parameter itself. */
function swaggerSchema(parameter: JsonObject): JsonObject | undefined {
  if (parameter.schema !== undefined || typeof parameter.type !== 'string') return undefined;
  const { name: _name, in: _in, required: _required, example: _example, ...schema } = parameter;
  return schema;
}

/** A needed value of which there is only one isn't a question for the model. */
function constant(argument: FoundArgument): FoundArgument {
  const values = argument.schema.enum;
  const only = Array.isArray(values) && values.length === 1 ? values[0] : argument.schema.const;
  return argument.isRequired && only !== undefined ? { ...argument, fixed: only } : argument;
}

const separators: Record<string, string> = {
  csv: 'commas',
  ssv: 'spaces',
  tsv: 'tabs',
  pipes: '|',
  spaceDelimited: 'spaces',
  pipeDelimited: '|',
};

/** A list goes as one parameter for each value; where the service wants them in one, the model writes the text. */
function listArgument(argument: FoundArgument, parameter: JsonObject): FoundArgument {
  const style = textOf(parameter.collectionFormat) || textOf(parameter.style);
  const isSwagger = typeof parameter.type === 'string';
  const joined =
    separators[style] ??
    (argument.in !== 'query' || (isSwagger && style !== 'multi') || parameter.explode === false ? 'commas' : null);
  if (!joined) return argument;
  const values = listOf(objectOf(argument.schema.items).enum).map(String);
  const which = values.length > 0 ? ` Possible: ${values.join(', ').slice(0, 300)}.` : '';
  const description = `${textOf(argument.schema.description)} Several values are separated by ${joined}.${which}`;
  return { ...argument, schema: { type: 'string', description: description.trim() } };
}

function flatten(argument: FoundArgument, style: string): FoundArgument[] | string {
  const { name, schema } = argument;
  const fields = Object.entries(objectOf(schema.properties));
  if (argument.in !== 'query' || fields.length === 0) return `"${name}", an object outside the body`;
  const required = listOf(schema.required);
  return fields.map(([field, inner]) => ({
    name: style === 'deepObject' ? `${name}[${field}]` : field,
    in: 'query',
    schema: objectOf(inner),
    isRequired: argument.isRequired && required.includes(field),
  }));
}
