import { intersectSpecs } from './intersect-specs.ts';
import { readKeywords } from './read-keywords.ts';
import type { SchemaObject } from './reader.ts';
import { assertInTime, below, isRecord, malformed, type Reading, unsupported } from './reading.ts';
import { resolveReference } from './resolve-reference.ts';
import { anySpec, type Located, type Spec, type Sub } from './spec.ts';

/** Combinations multiply; more alternatives than this are refused. */
const mostAlternatives = 256;

/** The alternatives that all of these schemas allow. Throws `unsupported_schema`, `invalid_input`. */
export function expandSub(reading: Reading, sub: Sub): readonly Spec[] {
  return sub.reduce<readonly Spec[]>(
    (specs, place) => combine(reading, place, [specs, expandPlace(reading, place)]),
    [anySpec],
  );
}

function expandPlace(reading: Reading, place: Located): readonly Spec[] {
  if (!place.except) return expand(reading, place, []);
  return [{ ...anySpec, rivals: expandSub(reading, place.except) }];
}

/** `trail` holds the places that are being expanded: one that comes again leads only to itself. */
function expand(reading: Reading, { schema, pointer }: Located, trail: readonly string[]): readonly Spec[] {
  if (schema === true) return [anySpec];
  if (schema === false) return [];
  if (!isRecord(schema)) throw malformed(reading, pointer, 'a schema must be an object, true or false');
  const known = reading.known.get(pointer);
  if (known) return known;
  if (trail.includes(pointer))
    throw unsupported(reading, { pointer }, 'A "$ref" that leads only to itself is not supported');
  const specs = expandObject(reading, { schema, pointer }, [...trail, pointer]);
  reading.known.set(pointer, specs);
  return specs;
}

function expandObject(
  reading: Reading,
  { schema, pointer }: { schema: SchemaObject; pointer: string },
  trail: readonly string[],
): readonly Spec[] {
  assertInTime(reading, pointer);
  const here = { schema, pointer };
  let specs: readonly Spec[] = [readKeywords(reading, schema, pointer)];
  if (schema.$ref !== undefined) {
    const target = resolveReference(reading, schema.$ref, pointer);
    specs = combine(reading, here, [specs, expand(reading, target, trail)]);
  }
  for (const branch of branchesOf(reading, here, 'allOf')) {
    specs = combine(reading, here, [specs, expand(reading, branch, trail)]);
  }
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    if (schema[keyword] === undefined) continue;
    const before = specs;
    const branches = branchesOf(reading, here, keyword).map((branch) =>
      combine(reading, here, [before, expand(reading, branch, trail)]),
    );
    specs = checkSize(reading, here, keyword === 'oneOf' ? branches.flatMap(withRivals) : branches.flat());
  }
  return specs;
}

function withRivals(specs: readonly Spec[], index: number, branches: readonly (readonly Spec[])[]): readonly Spec[] {
  const others = branches.filter((_, other) => other !== index).flat();
  return specs.map((spec) => ({ ...spec, rivals: [...(spec.rivals ?? []), ...others] }));
}

function branchesOf(
  reading: Reading,
  { schema, pointer }: { schema: SchemaObject; pointer: string },
  keyword: string,
): Located[] {
  const branches = schema[keyword];
  const place = below(pointer, keyword);
  if (branches === undefined) return [];
  if (!Array.isArray(branches) || branches.length === 0) {
    throw malformed(reading, place, `"${keyword}" must be a list of schemas that is not empty`);
  }
  return branches.map((branch: unknown, index) => ({ schema: branch, pointer: below(place, index) }));
}

function combine(reading: Reading, place: Located, [left, right]: [readonly Spec[], readonly Spec[]]): readonly Spec[] {
  return checkSize(
    reading,
    place,
    left.flatMap((a) => right.map((b) => intersectSpecs(a, b))),
  );
}

function checkSize(reading: Reading, place: Located, specs: readonly Spec[]): readonly Spec[] {
  if (specs.length <= mostAlternatives) return specs;
  throw unsupported(
    reading,
    place,
    `More than ${mostAlternatives} alternatives are not supported; combine fewer "anyOf"`,
  );
}
