const measurable: ReadonlySet<string> = new Set(['knowledge', 'prompt', 'tool', 'plugin', 'agent']);

/** Whether a published version of this kind can be asked the questions of a set, so that a score of it can be shown. Rows of a dataset answer nothing; a model is tried instead. */
export function isMeasurable(kind: string): boolean {
  return measurable.has(kind);
}
