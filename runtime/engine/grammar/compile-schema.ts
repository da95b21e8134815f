import { openGrammar } from './open-grammar.ts';

export interface CompiledSchema {
  /** GBNF; its rule `root` is a whole value. */
  grammar: string;
  /** Whether a text that follows the grammar can still break the schema: a keyword was left out, or branches of a `oneOf` overlap in a way that can't be written down. */
  needsCheck: boolean;
}

/**
 * Compiles a JSON Schema (2020-12, or draft-07's spellings) into GBNF, so that every text the grammar allows is a JSON value
 * that fits. The grammar may allow less than the schema. Throws `unsupported_schema` with keyword and JSON pointer when
 * strict, `invalid_input` for what is no schema or fits no value.
 */
export function compileSchema(
  schema: unknown,
  { strict, param = 'response_format.json_schema.schema' }: { strict: boolean; param?: string },
): CompiledSchema {
  const grammar = openGrammar();
  const { rule: root, needsCheck } = grammar.addSchema(schema, 'schema', { isStrict: strict, param });
  return { grammar: grammar.text(root), needsCheck };
}
