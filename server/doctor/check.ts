/** What one check found. */
export interface Check {
  name: string;
  state: 'ok' | 'problem';
  /** What is so, with its numbers. */
  detail: string;
  /** What to do about a problem. */
  remedy: string | null;
}

/** A check that found everything in order. */
export function fine(name: string, detail: string): Check {
  return { name, state: 'ok', detail, remedy: null };
}

/** A check that found something to do. */
export function problem(name: string, detail: string, remedy: string): Check {
  return { name, state: 'problem', detail, remedy };
}
