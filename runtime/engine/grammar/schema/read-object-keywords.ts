import { located, type Reader, readCount } from './reader.ts';
import { below, isRecord, malformed } from './reading.ts';
import type { ObjectSpec, Spec } from './spec.ts';

/** Reads `properties`, `required`, `additionalProperties`, `minProperties`, `maxProperties`. */
export function readObjectKeywords(at: Reader): Pick<Spec, 'object'> {
  const { properties, required, additionalProperties } = at.schema;
  if (properties !== undefined && !isRecord(properties)) {
    throw malformed(at.reading, below(at.pointer, 'properties'), '"properties" must be an object of schemas');
  }
  const isList = Array.isArray(required) && required.every((name) => typeof name === 'string');
  if (required !== undefined && !isList) {
    throw malformed(at.reading, below(at.pointer, 'required'), '"required" must be a list of names');
  }
  const names = Object.keys(properties ?? {});
  const min = readCount(at, 'minProperties');
  const max = readCount(at, 'maxProperties');
  const object: ObjectSpec = {
    properties: new Map(names.map((name) => [name, [located(at, 'properties', name)]])),
    required: new Set(isList ? (required as string[]) : []),
    additional: additionalProperties === undefined ? null : [located(at, 'additionalProperties')],
    min: min ?? 0,
    max: max ?? Number.POSITIVE_INFINITY,
  };
  const said = [properties, required, additionalProperties, min, max];
  return said.every((keyword) => keyword === undefined) ? {} : { object };
}
