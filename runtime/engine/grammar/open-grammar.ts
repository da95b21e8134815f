import { AppError } from '#protocol/errors.ts';
import { choice, type Expression, rule, sequence, text } from './rules/expression.ts';
import { jsonRules } from './rules/json-rules.ts';
import { pruneRules } from './rules/prune-rules.ts';
import { writeGbnf } from './rules/write-gbnf.ts';
import { compileSub } from './schema/compile-sub.ts';
import type { Reading } from './schema/reading.ts';

interface SchemaOptions {
  /** Refuses keywords that can't be enforced; otherwise they are left to a check of the text. */
  isStrict: boolean;
  /** The request's field that holds the schema, for errors: a JSON pointer is put after it. */
  param: string;
}

export interface AddedSchema {
  /** Name of the rule for a whole value. */
  rule: string;
  /** Whether a text that follows the rule can still break the schema: a keyword was left out, or branches of a `oneOf` overlap in a way that can't be written down. */
  needsCheck: boolean;
}

/** A piece of a grammar's body: a text as it is written, or a rule by name. */
export type GrammarPart = { text: string } | { rule: string };

/** A grammar that is put together from schemas and fixed texts. */
export interface GrammarBuilder {
  /**
   * Adds the rules of a JSON Schema, all named after `prefix` (letters, digits, `-`; unique in the grammar). Throws `unsupported_schema` with keyword and pointer, `invalid_input` for what is no schema.
   */
  addSchema(schema: unknown, prefix: string, options: SchemaOptions): AddedSchema;
  /** Adds a rule of alternatives, each a row of texts and rules. `json`'s own rules can be named: `ws`, `string`, `value`, `object`, … */
  addRule(name: string, alternatives: readonly (readonly GrammarPart[])[]): void;
  /** The grammar as GBNF with this rule as root. Throws `invalid_input` when no text at all follows it. */
  text(root: string): string;
}

/** A schema that takes longer to compile than this is refused: nothing else is answered meanwhile. */
const mostMs = 2_000;

/**
 * Opens an empty grammar, for answers that are more than one schema's value, as the calls of functions are:
 *
 * ```ts
 * const grammar = openGrammar();
 * const calls = tools.map(({ name, parameters }, index) => {
 *   const { rule: value } = grammar.addSchema(parameters, `tool-${index}`, { isStrict: false, param: `tools[${index}].function.parameters` });
 *   return [{ text: `{"name": ${JSON.stringify(name)}, "arguments": ` }, { rule: value }, { text: '}' }];
 * });
 * grammar.addRule('call', calls);
 * const gbnf = grammar.text('call');
 * ```
 */
export function openGrammar(): GrammarBuilder {
  const rules = jsonRules();
  return {
    addSchema(schema, prefix, options) {
      const endsAt = performance.now() + mostMs;
      for (const isExclusive of [true, false]) {
        const reading: Reading = { root: schema, ...options, needsCheck: false, known: new Map(), isExclusive, endsAt };
        const name = compileSub({ reading, rules, prefix }, [{ schema, pointer: '' }]);
        // What fits one branch of a `oneOf` only can't always be written down: then the check has to say it.
        if (isExclusive && !pruneRules(rules, name).has(name)) continue;
        refuseImpossible(rules, name, options.param);
        return { rule: name, needsCheck: reading.needsCheck };
      }
      throw noValue(options.param);
    },
    addRule(name, alternatives) {
      rules.set(name, choice(alternatives.map((parts) => sequence(...parts.map(toExpression)))));
    },
    text(root) {
      refuseImpossible(rules, root, undefined);
      return writeGbnf(pruneRules(rules, root), root);
    },
  };
}

function toExpression(part: GrammarPart): Expression {
  return 'text' in part ? text(part.text) : rule(part.rule);
}

function refuseImpossible(rules: ReadonlyMap<string, Expression>, root: string, param: string | undefined): void {
  if (!pruneRules(rules, root).has(root)) throw noValue(param);
}

function noValue(param: string | undefined): AppError {
  const message = 'No value can fit the schema; its keywords contradict each other, or it leads only into itself.';
  return new AppError('invalid_input', message, { param });
}
