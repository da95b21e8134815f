/** What the check's child is asked: whether it can read a schema, and whether a text fits it. Both are JSON text. */
export interface CheckRequest {
  id: number;
  schema: string;
  /** Absent to read the schema only. */
  text?: string;
}

/** The schema can't be read, the text doesn't fit, or neither. */
export interface CheckAnswer {
  id: number;
  problem: { of: 'schema' | 'text'; reason: string } | null;
}
