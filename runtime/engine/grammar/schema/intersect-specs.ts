import { isSame } from './is-same.ts';
import { tighter } from './read-number-keywords.ts';
import type { Json, ListSpec, NumberSpec, ObjectSpec, Spec, Sub, TextSpec, TypeName } from './spec.ts';

/** What both allow. */
export function intersectSpecs(a: Spec, b: Spec): Spec {
  const text = both(a.text, b.text, intersectTexts);
  const number = both(a.number, b.number, intersectNumbers);
  const list = both(a.list, b.list, intersectLists);
  const object = both(a.object, b.object, intersectObjects);
  const rivals = both(a.rivals, b.rivals, (x, y) => [...x, ...y]);
  return {
    types: both(a.types ?? undefined, b.types ?? undefined, intersectTypes) ?? null,
    values: both(a.values ?? undefined, b.values ?? undefined, intersectValues) ?? null,
    ...(text && { text }),
    ...(number && { number }),
    ...(list && { list }),
    ...(object && { object }),
    ...(rivals && { rivals }),
  };
}

function both<Part>(a: Part | undefined, b: Part | undefined, join: (a: Part, b: Part) => Part): Part | undefined {
  return a !== undefined && b !== undefined ? join(a, b) : (a ?? b);
}

function intersectValues(a: readonly Json[], b: readonly Json[]): readonly Json[] {
  return a.filter((value) => b.some((other) => isSame(value, other)));
}

/** An integer is a number. */
function intersectTypes(a: ReadonlySet<TypeName>, b: ReadonlySet<TypeName>): ReadonlySet<TypeName> {
  const types = new Set([...a].filter((type) => b.has(type)));
  const isNarrowed = (one: ReadonlySet<TypeName>, other: ReadonlySet<TypeName>) =>
    one.has('number') && other.has('integer');
  if (isNarrowed(a, b) || isNarrowed(b, a)) types.add('integer');
  return types;
}

function intersectTexts(a: TextSpec, b: TextSpec): TextSpec {
  return {
    min: Math.max(a.min, b.min),
    max: Math.min(a.max, b.max),
    automata: [...a.automata, ...b.automata],
    pointer: a.pointer,
  };
}

function intersectNumbers(a: NumberSpec, b: NumberSpec): NumberSpec {
  return {
    low: tighter(a.low, b.low, 1) ?? a.low,
    high: tighter(a.high, b.high, -1) ?? a.high,
    divisors: [...new Set([...a.divisors, ...b.divisors])],
    undivided: [...new Set([...a.undivided, ...b.undivided])],
  };
}

function intersectLists(a: ListSpec, b: ListSpec): ListSpec {
  const length = Math.max(a.prefix.length, b.prefix.length);
  const prefix = Array.from({ length }, (_, index) => [
    ...(a.prefix[index] ?? a.rest ?? []),
    ...(b.prefix[index] ?? b.rest ?? []),
  ]);
  return {
    prefix,
    rest: joinSubs(a.rest, b.rest),
    min: Math.max(a.min, b.min),
    max: Math.min(a.max, b.max),
  };
}

function intersectObjects(a: ObjectSpec, b: ObjectSpec): ObjectSpec {
  const names = new Set([...a.properties.keys(), ...b.properties.keys()]);
  const of = (side: ObjectSpec, name: string) => side.properties.get(name) ?? side.additional ?? [];
  return {
    properties: new Map([...names].map((name) => [name, [...of(a, name), ...of(b, name)]])),
    required: new Set([...a.required, ...b.required]),
    additional: joinSubs(a.additional, b.additional),
    min: Math.max(a.min, b.min),
    max: Math.min(a.max, b.max),
  };
}

function joinSubs(a: Sub | null, b: Sub | null): Sub | null {
  return a && b ? [...a, ...b] : (a ?? b);
}
