import { matchesAutomaton } from '#runtime/engine/grammar/texts/automaton.ts';
import { isSame } from './is-same.ts';
import { isRecord } from './reading.ts';
import type { Json, ListSpec, NumberSpec, ObjectSpec, See, Spec, Sub, TextSpec, TypeName } from './spec.ts';

/** Whether a value of an `enum` or `const` fits the alternative that it is part of. */
export function acceptsValue(spec: Spec, value: Json, see: See): boolean {
  if (spec.types && !typesOf(value).some((type) => spec.types?.has(type))) return false;
  if (spec.values && !spec.values.some((listed) => isSame(listed, value))) return false;
  if (typeof value === 'string') return !spec.text || fitsText(spec.text, value);
  if (typeof value === 'number') return !spec.number || fitsNumber(spec.number, value);
  if (Array.isArray(value)) return !spec.list || fitsList(spec.list, value, see);
  return !isRecord(value) || !spec.object || fitsObject(spec.object, value, see);
}

/** The types that a value has: a whole number has two. */
export function typesOf(value: Json): TypeName[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'number'] : ['number'];
  if (typeof value === 'boolean') return ['boolean'];
  return typeof value === 'string' ? ['string'] : ['object'];
}

function fitsText({ min, max, automata }: TextSpec, value: string): boolean {
  const length = [...value].length;
  return length >= min && length <= max && automata.every((automaton) => matchesAutomaton(automaton, value));
}

function fitsNumber({ low, high, divisors, undivided }: NumberSpec, value: number): boolean {
  const isHighEnough = low.isExcluded ? value > low.value : value >= low.value;
  const isLowEnough = high.isExcluded ? value < high.value : value <= high.value;
  const isDivided = divisors.every((divisor) => value % divisor === 0);
  return isHighEnough && isLowEnough && isDivided && undivided.every((divisor) => value % divisor !== 0);
}

function fitsList({ prefix, rest, min, max }: ListSpec, value: Json[], see: See): boolean {
  if (value.length < min || value.length > max) return false;
  return value.every((element, index) => fitsSub(prefix[index] ?? rest ?? [], element, see));
}

function fitsObject(object: ObjectSpec, value: { [name: string]: Json }, see: See): boolean {
  const { properties, required, additional, min, max } = object;
  const entries = Object.entries(value);
  if (entries.length < min || entries.length > max) return false;
  if ([...required].some((name) => !Object.hasOwn(value, name))) return false;
  return entries.every(([name, inner]) => fitsSub(properties.get(name) ?? additional ?? [], inner, see));
}

function fitsSub(sub: Sub, value: Json, see: See): boolean {
  return see(sub).some((spec) => acceptsValue(spec, value, see));
}
