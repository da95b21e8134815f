import type { Json } from './spec.ts';

/** Whether two JSON values are equal; the order of names doesn't count. */
export function isSame(a: Json, b: Json): boolean {
  return sorted(a) === sorted(b);
}

function sorted(value: Json): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
