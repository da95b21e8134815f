import { leaveOut, located, type Reader, readCount } from './reader.ts';
import { below, malformed } from './reading.ts';
import { anyList, type ListSpec, type Spec } from './spec.ts';

/** Reads `items`, `prefixItems`, `additionalItems` (and a list in `items`, as draft-07 spells `prefixItems`), `minItems`, `maxItems`. */
export function readListKeywords(at: Reader): Pick<Spec, 'list'> {
  const min = readCount(at, 'minItems');
  const max = readCount(at, 'maxItems');
  if (at.schema.uniqueItems === true) leaveOut(at, 'uniqueItems', 'is not supported');
  const parts = readParts(at);
  if (min === undefined && max === undefined && parts === undefined) return {};
  return { list: { ...anyList, ...parts, min: min ?? 0, max: max ?? anyList.max } };
}

function readParts(at: Reader): Pick<ListSpec, 'prefix' | 'rest'> | undefined {
  const { items, prefixItems, additionalItems } = at.schema;
  if (prefixItems !== undefined && !Array.isArray(prefixItems)) {
    throw malformed(at.reading, below(at.pointer, 'prefixItems'), '"prefixItems" must be a list of schemas');
  }
  if (Array.isArray(prefixItems) && Array.isArray(items)) {
    throw malformed(at.reading, below(at.pointer, 'items'), '"items" must be one schema beside "prefixItems"');
  }
  if (Array.isArray(items)) {
    const rest = additionalItems === undefined ? null : [located(at, 'additionalItems')];
    return { prefix: items.map((_, index) => [located(at, 'items', index)]), rest };
  }
  if (!Array.isArray(prefixItems) && items === undefined) return undefined;
  return {
    prefix: (prefixItems ?? []).map((_, index) => [located(at, 'prefixItems', index)]),
    rest: items === undefined ? null : [located(at, 'items')],
  };
}
