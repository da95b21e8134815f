import { TooManyStates } from '#runtime/engine/grammar/texts/automaton.ts';
import { invertAutomaton } from '#runtime/engine/grammar/texts/combine-automata.ts';
import { acceptsValue, typesOf } from './accepts-value.ts';
import { effectiveTypes } from './effective-types.ts';
import type { Sight } from './is-apart.ts';
import { allowsType, isApart } from './is-apart.ts';
import { anyList, anyText, type Json, type Spec, type TypeName } from './spec.ts';
import { subtractNumbers } from './subtract-numbers.ts';
import { subtractObjects } from './subtract-objects.ts';
import { textsOf } from './texts-of.ts';

/** More alternatives than this are left out: less is allowed then, nothing wrong. */
const mostRests = 32;

/**
 * Alternatives of `from` of which no value fits any of the rivals. It is part of what is left, not all: where the rest of a kind
 * can't be written down (lists by their elements, numbers that aren't whole) it is left out.
 */
export function subtractSpecs(from: Spec, rivals: readonly Spec[], sight: Sight): Spec[] {
  return rivals.reduce<Spec[]>(
    (rests, rival) => rests.flatMap((rest) => subtractOne(rest, rival, sight)).slice(0, mostRests),
    [from],
  );
}

function subtractOne(from: Spec, rival: Spec, sight: Sight): Spec[] {
  if (isApart(from, rival, sight)) return [from];
  if (from.values) return withValues(from, from.values, { rival, sight });
  return [...effectiveTypes(from)].flatMap((type) => {
    const one: Spec = { ...from, types: new Set([type]) };
    if (!mayBe(rival, type)) return [one];
    return subtractType(one, { rival, type, sight });
  });
}

/** Whether a value that all of one kind allow is left when the rivals' are taken away. */
function hasRest(specs: readonly Spec[], rivals: readonly Spec[], { see, depth }: Sight): boolean {
  return specs.some((spec) => subtractSpecs(spec, rivals, { see, depth: depth + 1 }).length > 0);
}

function mayBe(rival: Spec, type: TypeName): boolean {
  return allowsType(rival, type) && rival.values?.every((value) => !typesOf(value).includes(type)) !== true;
}

interface Subtraction {
  rival: Spec;
  type: TypeName;
  sight: Sight;
}

function subtractType(from: Spec, { rival, type, sight }: Subtraction): Spec[] {
  switch (type) {
    case 'null':
      return withValues(from, [null], { rival, sight });
    case 'boolean':
      return withValues(from, [true, false], { rival, sight });
    case 'string':
      return subtractTexts(from, rival);
    case 'integer':
    case 'number':
      return subtractNumbers(from, rival);
    case 'array':
      return subtractLists(from, rival);
    case 'object':
      return rival.values ? [] : subtractObjects(from, rival, { sight, hasRest });
  }
}

function withValues(from: Spec, values: readonly Json[], { rival, sight }: Omit<Subtraction, 'type'>): Spec[] {
  const left = values.filter((value) => !acceptsValue(rival, value, sight.see));
  return left.length === 0 ? [] : [{ ...from, values: left }];
}

function subtractTexts(from: Spec, rival: Spec): Spec[] {
  try {
    const theirs = textsOf(rival);
    if (!theirs) return [];
    const text = from.text ?? anyText;
    return [{ ...from, text: { ...text, automata: [...text.automata, invertAutomaton(theirs)] } }];
  } catch (cause) {
    if (cause instanceof TooManyStates) return [];
    throw cause;
  }
}

/** Shorter or longer ones. */
function subtractLists(from: Spec, rival: Spec): Spec[] {
  if (rival.values || !rival.list) return [];
  const list = from.list ?? anyList;
  const { min, max } = rival.list;
  const longer = Number.isFinite(max) ? [{ ...list, min: Math.max(list.min, max + 1) }] : [];
  return [{ ...list, max: Math.min(list.max, min - 1) }, ...longer]
    .filter((one) => one.min <= one.max)
    .map((one) => ({ ...from, list: one }));
}
