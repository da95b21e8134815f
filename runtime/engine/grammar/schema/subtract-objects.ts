import type { Sight } from './is-apart.ts';
import { anyObject, type ObjectSpec, type Spec, type Sub } from './spec.ts';

const mostDepth = 3;

interface ObjectSubtraction {
  sight: Sight;
  hasRest: (specs: readonly Spec[], rivals: readonly Spec[], sight: Sight) => boolean;
}

/** Objects of `from` that lack what the rival must have, have what it may not have, or have a property with a value that it doesn't allow. */
export function subtractObjects(from: Spec, rival: Spec, { sight, hasRest }: ObjectSubtraction): Spec[] {
  if (!rival.object) return [];
  const mine = openTo(from.object ?? anyObject);
  const theirs = rival.object;
  const rests = [
    ...withoutRequired(mine, theirs),
    ...withRefused(mine, theirs, sight),
    ...withOtherValues(mine, theirs, { sight, hasRest }),
  ];
  return rests.map((object) => ({ ...from, object }));
}

/** Where nothing is said about names, any may come; said about one, the others still may. */
function openTo(object: ObjectSpec): ObjectSpec {
  return object.additional === null && object.properties.size === 0 ? { ...object, additional: [] } : object;
}

function withoutRequired(mine: ObjectSpec, { required }: ObjectSpec): ObjectSpec[] {
  const never: Sub = [{ schema: false, pointer: '!' }];
  return [...required]
    .filter((name) => !mine.required.has(name))
    .map((name) => ({ ...mine, properties: new Map([...mine.properties, [name, never]]) }));
}

function withRefused(mine: ObjectSpec, theirs: ObjectSpec, { see }: Sight): ObjectSpec[] {
  const { additional, properties } = theirs;
  if (additional === null || see(additional).length > 0) return [];
  return [...mine.properties.keys()]
    .filter((name) => !properties.has(name))
    .map((name) => ({ ...mine, required: new Set([...mine.required, name]) }));
}

function withOtherValues(mine: ObjectSpec, theirs: ObjectSpec, { sight, hasRest }: ObjectSubtraction): ObjectSpec[] {
  const { see, depth } = sight;
  if (depth >= mostDepth) return [];
  const names = new Set([...mine.properties.keys(), ...mine.required]);
  return [...names].flatMap((name) => {
    const ours = mine.properties.get(name) ?? mine.additional ?? [];
    const except = theirs.properties.get(name) ?? theirs.additional ?? [];
    const rivals = see(except);
    if (rivals.length === 0 || !hasRest(see(ours), rivals, sight)) return [];
    const values: Sub = [
      ...ours,
      { schema: true, pointer: `!(${except.map(({ pointer }) => pointer).join(' ')})`, except },
    ];
    return {
      ...mine,
      properties: new Map([...mine.properties, [name, values]]),
      required: new Set([...mine.required, name]),
    };
  });
}
