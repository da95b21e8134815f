/** Code points from the first to the last, both included. */
export type CodeRange = readonly [first: number, last: number];

/** What a grammar's rule says; without `rule` it is a regular expression. A choice of nothing matches nothing. */
export type Expression =
  | { kind: 'text'; text: string }
  | { kind: 'chars'; ranges: readonly CodeRange[] }
  | { kind: 'sequence'; parts: readonly Expression[] }
  | { kind: 'choice'; options: readonly Expression[] }
  | { kind: 'repeat'; part: Expression; min: number; max: number }
  | { kind: 'rule'; name: string };

/** The empty text. */
export const empty: Expression = { kind: 'sequence', parts: [] };
/** Matches no text at all. */
export const nothing: Expression = { kind: 'choice', options: [] };

/** Exactly this text. */
export function text(value: string): Expression {
  return { kind: 'text', text: value };
}

/** One character of these. */
export function chars(...ranges: readonly CodeRange[]): Expression {
  return { kind: 'chars', ranges };
}

/** One after the other. */
export function sequence(...parts: readonly Expression[]): Expression {
  const flat = parts.flatMap((part) => (part.kind === 'sequence' ? part.parts : [part]));
  return flat.length === 1 && flat[0] ? flat[0] : { kind: 'sequence', parts: flat };
}

/** One of these. */
export function choice(options: readonly Expression[]): Expression {
  return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
}

/** The same, `min` to `max` times. */
export function repeat(part: Expression, min: number, max: number = Number.POSITIVE_INFINITY): Expression {
  if (min === 1 && max === 1) return part;
  return max === 0 ? empty : { kind: 'repeat', part, min, max };
}

/** What another rule says. */
export function rule(name: string): Expression {
  return { kind: 'rule', name };
}

/** This or the empty text. */
export function optional(part: Expression): Expression {
  return repeat(part, 0, 1);
}

/** One digit from the first to the last. */
export function digits(first: number, last: number): Expression {
  return first > last ? nothing : chars([0x30 + first, 0x30 + last]);
}
