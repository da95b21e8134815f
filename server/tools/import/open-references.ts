import { type JsonObject, objectOf, textOf } from './json-values.ts';
import { SkipOperation } from './skip-operation.ts';

export interface References {
  /** What a `$ref` of this document points at, through further ones, with the pointer of the last. Throws `SkipOperation` when it leads nowhere, outside, or in a circle. */
  lookup(ref: string): { key: string; value: unknown };
  /** The object itself, or what its `$ref` points at. */
  follow(value: unknown): JsonObject;
}

const maxSteps = 50;

/** Follows `$ref`: JSON pointers, anchors and ids within one document, also when they name the document itself. */
export function openReferences(root: unknown, address: string | null): References {
  let marks: Map<string, unknown> | undefined;
  const own = new Set([textOf(objectOf(root).$self), address ?? ''].filter(Boolean));

  function find(ref: string): unknown {
    const [file = '', ...rest] = ref.split('#');
    const fragment = decode(rest.join('#'), ref);
    const isHere = file === '' || isOwn(file, own);
    const isPointer = fragment === '' || fragment.startsWith('/');
    if (isHere && isPointer) return point(root, fragment, ref);
    marks ??= collectMarks(root);
    if (!isHere && !marks.has(file))
      throw new SkipOperation(`It refers to another document (${ref.slice(0, 200)}); put everything into one file.`);
    if (isPointer) return point(marks.get(file), fragment, ref);
    if (!marks.has(`#${fragment}`)) throw new SkipOperation(`The reference "${ref.slice(0, 200)}" leads nowhere.`);
    return marks.get(`#${fragment}`);
  }

  function lookup(ref: string) {
    let key = ref;
    const seen = new Set<string>();
    for (let step = 0; step < maxSteps; step += 1) {
      if (seen.has(key)) break;
      seen.add(key);
      const value = find(key);
      const next = objectOf(value).$ref;
      if (typeof next !== 'string' || Object.keys(objectOf(value)).length > 1) return { key, value };
      key = next;
    }
    throw new SkipOperation(`The reference "${ref.slice(0, 200)}" goes round in a circle.`);
  }

  return {
    lookup,
    follow(value) {
      const own = objectOf(value);
      if (typeof own.$ref !== 'string') return own;
      const { $ref, ...beside } = own;
      const { value: target } = lookup($ref);
      const found = objectOf(target);
      if (typeof found.$ref === 'string') throw new SkipOperation(`The reference "${$ref.slice(0, 200)}" is nested.`);
      return { ...found, ...beside };
    },
  };
}

function decode(fragment: string, ref: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    throw new SkipOperation(`The reference "${ref.slice(0, 200)}" is not well written.`);
  }
}

function point(root: unknown, pointer: string, ref: string): unknown {
  let place = root;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name))
      throw new SkipOperation(`The reference "${ref.slice(0, 200)}" leads nowhere.`);
    place = (place as JsonObject)[name];
  }
  return place;
}

/** Whether a file name or address is this document's own. */
function isOwn(file: string, own: Set<string>): boolean {
  for (const address of own) {
    if (file === address || file.replace(/^\.\//, '') === address.split('/').at(-1)) return true;
    if (URL.parse(file, address)?.href === address) return true;
  }
  return false;
}

/** `$anchor`s with `#` before them, and `$id`s with what they name. */
function collectMarks(root: unknown): Map<string, unknown> {
  const marks = new Map<string, unknown>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const mark of marksOf(objectOf(value))) marks.set(mark, value);
    for (const inner of Object.values(value)) open.push(inner);
  }
  return marks;
}

function marksOf({ $anchor, $id }: JsonObject): string[] {
  const ids = typeof $id === 'string' ? [$id, $id.split('/').at(-1) ?? $id] : [];
  return typeof $anchor === 'string' ? [`#${$anchor}`, ...ids] : ids;
}
