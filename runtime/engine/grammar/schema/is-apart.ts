import { areApart } from '#runtime/engine/grammar/texts/combine-automata.ts';
import { acceptsValue } from './accepts-value.ts';
import { effectiveTypes } from './effective-types.ts';
import type { ObjectSpec, See, Spec, Sub, TypeName } from './spec.ts';

const mostDepth = 4;

/** How schemas inside are seen, and how deep it went already. */
export interface Sight {
  see: See;
  depth: number;
}

/** Whether no text that is generated for `from` fits `to`; false where that can't be told. */
export function isApart(from: Spec, to: Spec, sight: Sight): boolean {
  const { see } = sight;
  if (from.values)
    return from.values.every((value) => !(acceptsValue(from, value, see) && acceptsValue(to, value, see)));
  if (to.values) return to.values.every((value) => !(acceptsValue(from, value, see) && acceptsValue(to, value, see)));
  const shared = [...effectiveTypes(from)].filter((type) => allowsType(to, type));
  return shared.every((type) => arePartsApart({ from, to, type }, sight));
}

/** Whether a schema may allow values of a type. */
export function allowsType(to: Spec, type: TypeName): boolean {
  if (!to.types || to.types.has(type)) return true;
  return (type === 'integer' && to.types.has('number')) || (type === 'number' && to.types.has('integer'));
}

function arePartsApart({ from, to, type }: { from: Spec; to: Spec; type: TypeName }, sight: Sight): boolean {
  if (type === 'string') return areTextsApart(from, to);
  if (type === 'number' || type === 'integer') return areNumbersApart(from, to);
  if (type !== 'object' || !to.object || sight.depth > mostDepth) return false;
  return areObjectsApart({ from: from.object, to: to.object }, sight);
}

function areTextsApart({ text: from }: Spec, { text: to }: Spec): boolean {
  if (!from || !to) return false;
  if (from.min > to.max || from.max < to.min) return true;
  return from.automata.some((a) => to.automata.some((b) => areApart(a, b)));
}

function areNumbersApart({ number: from }: Spec, { number: to }: Spec): boolean {
  if (!from || !to) return false;
  const isBelow = (high: typeof from.high, low: typeof from.low) =>
    high.value < low.value || (high.value === low.value && (high.isExcluded || low.isExcluded));
  return isBelow(from.high, to.low) || isBelow(to.high, from.low);
}

/** A name that one always has and the other never, or whose values are apart. */
function areObjectsApart({ from, to }: { from: ObjectSpec | undefined; to: ObjectSpec }, sight: Sight): boolean {
  const { see, depth } = sight;
  const isClosed =
    from !== undefined && (from.additional === null ? from.properties.size > 0 : isNever(from.additional, see));
  const mayHave = (name: string) => from?.properties.has(name) === true || from?.required.has(name) === true;
  if (isClosed && [...to.required].some((name) => !mayHave(name))) return true;
  return [...(from?.required ?? [])].some((name) => {
    const mine = from?.properties.get(name) ?? from?.additional ?? [];
    const theirs = to.properties.get(name) ?? to.additional ?? [];
    const isKnown = to.required.has(name) || to.properties.has(name) || to.additional !== null;
    if (!isKnown) return false;
    const ours = see(mine);
    return see(theirs).every((b) => ours.every((a) => isApart(a, b, { see, depth: depth + 1 })));
  });
}

function isNever(sub: Sub, see: See): boolean {
  return see(sub).length === 0;
}
