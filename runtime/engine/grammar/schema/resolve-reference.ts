import { below, isRecord, malformed, type Reading, unsupported } from './reading.ts';
import type { Located } from './spec.ts';

/** What a `$ref` of this document points to. Throws `unsupported_schema` for other documents, `invalid_input` for a place that isn't there. */
export function resolveReference(reading: Reading, reference: unknown, pointer: string): Located {
  const place = below(pointer, '$ref');
  if (typeof reference !== 'string') throw malformed(reading, place, '"$ref" must be a text');
  const id = isRecord(reading.root) && typeof reading.root.$id === 'string' ? reading.root.$id.replace(/#$/, '') : '';
  const local = id !== '' && reference.startsWith(`${id}#`) ? reference.slice(id.length) : reference;
  if (local !== '#' && !local.startsWith('#')) {
    throw unsupported(reading, { pointer: place }, `"$ref" to another document ("${reference}") is not supported`);
  }
  const target = local === '#' || local.startsWith('#/') ? followPointer(reading, local) : findAnchor(reading, local);
  if (target) return target;
  throw malformed(reading, place, `"$ref" points to "${reference}", which is not there`);
}

function followPointer({ root }: Reading, reference: string): Located | undefined {
  let schema = root;
  const steps = decode(reference)?.split('/').slice(1) ?? [];
  for (const step of steps) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof schema !== 'object' || schema === null || !Object.hasOwn(schema, name)) return undefined;
    schema = (schema as Record<string, unknown>)[name];
  }
  return { schema, pointer: below('', ...steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))) };
}

function decode(reference: string): string | undefined {
  try {
    return decodeURIComponent(reference);
  } catch {
    return undefined;
  }
}

function findAnchor({ root }: Reading, reference: string): Located | undefined {
  const name = reference.slice(1);
  const open: Located[] = [{ schema: root, pointer: '' }];
  for (const { schema, pointer } of open) {
    if (typeof schema !== 'object' || schema === null) continue;
    if ('$anchor' in schema && schema.$anchor === name) return { schema, pointer };
    for (const [step, inner] of Object.entries(schema)) open.push({ schema: inner, pointer: below(pointer, step) });
  }
  return undefined;
}
