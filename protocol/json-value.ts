import { z } from 'zod';

export type Json = z.infer<ReturnType<typeof z.json>>;

const mostLevels = 100;

/** A JSON value of somebody else's, nested at most 100 levels deep. Looked at without recursion: deeper ones would end the stack of who walks through them. */
export const jsonValueSchema = z.custom<Json>().superRefine((value, context) => {
  const problem = problemOf(value);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

/** A JSON object, such as a JSON Schema or arguments. */
export const jsonObjectSchema = z.record(z.string(), jsonValueSchema);

function problemOf(value: unknown): string | null {
  const open: { inner: unknown; level: number }[] = [{ inner: value, level: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { inner, level } = next;
    if (level > mostLevels) return `is nested more than ${mostLevels} levels deep; flatten it`;
    if (isPlain(inner)) continue;
    if (typeof inner !== 'object' || inner === null) return 'must be a JSON value';
    for (const one of Object.values(inner)) open.push({ inner: one, level: level + 1 });
  }
  return null;
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}
