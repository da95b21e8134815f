/** RFC 8785 canonical JSON: keys in UTF-16 order, ECMAScript numbers, no white space. Throws `TypeError` for values JSON can't hold. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry)).join(',')}]`;
  if (typeof value === 'object') return canonicalObject(value);
  throw new TypeError(`Canonical JSON cannot hold a ${typeof value}.`);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`Canonical JSON cannot hold ${value}.`);
  return JSON.stringify(value);
}

/** Properties that are `undefined` are left out, as in `JSON.stringify`. */
function canonicalObject(value: object): string {
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
}
