import { createHash } from 'node:crypto';

/** An id that is the same in every seeded database, for what goes by this name there. */
export function fixedId(name: string): string {
  return `01900000-0000-7000-8000-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}
