import type { Automaton } from '#runtime/engine/grammar/texts/automaton.ts';
import type { Bound } from '#runtime/engine/grammar/texts/decimal-range.ts';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export type TypeName = 'null' | 'boolean' | 'object' | 'array' | 'number' | 'integer' | 'string';

export const typeNames: readonly TypeName[] = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

/** A schema at its place in the document, by JSON pointer. */
export interface Located {
  schema: unknown;
  pointer: string;
  /** Schemas that a value here may not fit all together. */
  except?: Sub;
}

/** Schemas that all hold for one value; none allows any value. */
export type Sub = readonly Located[];

export interface TextSpec {
  min: number;
  max: number;
  /** Patterns and formats; all hold. */
  automata: readonly Automaton[];
  pointer: string;
}

export interface NumberSpec {
  low: Bound;
  high: Bound;
  /** Every one divides the value. */
  divisors: readonly number[];
  /** None divides the value, which is whole where there are some. */
  undivided: readonly number[];
}

export interface ListSpec {
  prefix: readonly Sub[];
  /** Of the values after the prefix; null where the schema says nothing about them. */
  rest: Sub | null;
  min: number;
  max: number;
}

export interface ObjectSpec {
  properties: ReadonlyMap<string, Sub>;
  required: ReadonlySet<string>;
  /** Of names that aren't listed; null where the schema says nothing about them. */
  additional: Sub | null;
  min: number;
  max: number;
}

/** One alternative of a schema, without references and combinations on its own level. A part is absent where nothing was said about it. */
export interface Spec {
  types: ReadonlySet<TypeName> | null;
  /** The only values allowed. */
  values: readonly Json[] | null;
  text?: TextSpec;
  number?: NumberSpec;
  list?: ListSpec;
  object?: ObjectSpec;
  /** Alternatives of other branches of a `oneOf`: a value that fits one of them too fits the `oneOf` not. */
  rivals?: readonly Spec[];
}

/** Allows everything. */
export const anySpec: Spec = { types: null, values: null };

export const anyText: TextSpec = { min: 0, max: Number.POSITIVE_INFINITY, automata: [], pointer: '' };
export const anyNumber: NumberSpec = {
  low: { value: Number.NEGATIVE_INFINITY, isExcluded: false },
  high: { value: Number.POSITIVE_INFINITY, isExcluded: false },
  divisors: [],
  undivided: [],
};
export const anyList: ListSpec = { prefix: [], rest: null, min: 0, max: Number.POSITIVE_INFINITY };
export const anyObject: ObjectSpec = {
  properties: new Map(),
  required: new Set(),
  additional: null,
  min: 0,
  max: Number.POSITIVE_INFINITY,
};

/** The alternatives of schemas inside a schema. */
export type See = (sub: Sub) => readonly Spec[];
