import { leaveOut, located, type Reader, readCount } from './reader.ts';
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
  const named = restrictNames(at, object);
  const said = [properties, required, additionalProperties, min, max, named];
  return said.every((keyword) => keyword === undefined) ? {} : { object: named ?? object };
}

/** Reads `propertyNames` where it says nothing but "text", or lists the names: those become properties. */
function restrictNames(at: Reader, object: ObjectSpec): ObjectSpec | undefined {
  const { propertyNames } = at.schema;
  if (propertyNames === undefined || propertyNames === true) return undefined;
  const { type, enum: listed, ...more } = isRecord(propertyNames) ? propertyNames : { not: true };
  const isSimple = Object.keys(more).length === 0 && (type === undefined || type === 'string');
  if (isSimple && listed === undefined) return undefined;
  if (!isSimple || !Array.isArray(listed)) {
    leaveOut(at, 'propertyNames', 'is supported with "type" and "enum" only');
    return undefined;
  }
  const never = [{ schema: false, pointer: below(at.pointer, 'propertyNames') }];
  const names: string[] = listed.filter((name) => typeof name === 'string');
  const valuesOf = (name: string) => object.properties.get(name) ?? object.additional ?? [];
  return { ...object, properties: new Map(names.map((name) => [name, valuesOf(name)])), additional: never };
}
