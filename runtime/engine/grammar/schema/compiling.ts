import { type Expression, rule } from '#runtime/engine/grammar/rules/expression.ts';
import type { Reading } from './reading.ts';
import type { Sub } from './spec.ts';

/** One schema on its way to rules. */
export interface Compiling {
  reading: Reading;
  /** Rules of the whole grammar so far, by name. */
  rules: Map<string, Expression>;
  /** A name that no rule has. */
  newName(): string;
  /** The rule of values that all of these schemas allow. */
  ruleOf(sub: Sub): string;
}

/** Adds a rule under a name of its own and refers to it. */
export function addRule({ rules, newName }: Compiling, body: Expression): Expression {
  const name = newName();
  rules.set(name, body);
  return rule(name);
}
