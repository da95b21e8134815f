import {
  type AddedSchema,
  type GrammarBuilder,
  type GrammarPart,
  openGrammar,
} from '#runtime/engine/grammar/open-grammar.ts';
import { textRules } from './text-rules.ts';
import type { ToolFormat } from './tool-format.ts';
import { isNested, isPlainList, type ToolFunction } from './tool-function.ts';

export interface CallGrammarInput {
  format: ToolFormat;
  functions: ToolFunction[];
  /** `text`: no call, though the model knows the functions; `auto`: text or calls, as the model likes; `calls`: at least one. */
  mode: 'text' | 'auto' | 'calls';
  /** Most calls in one message. */
  mostCalls: number;
  /** Adds the rules of the form that an answer in words must have, and gives their first; null: any text. */
  addAnswer?: ((grammar: GrammarBuilder) => string | null) | undefined;
}

export interface CallGrammar {
  text: string;
  /** Functions whose arguments can follow the grammar and still break their schema: they must be checked. */
  unenforced: ReadonlySet<string>;
}

/** A GBNF grammar under which a model writes nothing but calls of these functions with valid arguments, text, or both. Throws `unsupported_schema` and `invalid_input` for a function's parameters. */
export function writeCallGrammar(input: CallGrammarInput): CallGrammar {
  const unenforced = new Set<string>();
  return { text: writeGrammar(input, unenforced), unenforced };
}

function writeGrammar(input: CallGrammarInput, unenforced: Set<string>): string {
  const { format, mode } = input;
  const grammar = openGrammar();
  const answer = mode === 'calls' ? null : (input.addAnswer?.(grammar) ?? null);
  if (mode === 'text') return answer === null ? textRules(format, null) : grammar.text(answer);
  addCalls(grammar, input, unenforced);
  if (mode === 'calls') return grammar.text('calls');
  if (answer !== null) {
    grammar.addRule('answer-or-calls', [[{ rule: answer }], [{ rule: 'calls' }]]);
    return grammar.text('answer-or-calls');
  }
  const isMarked = format.mark !== '';
  // The text's rules lead on to the calls: they bring the root.
  const [, ...calls] = grammar.text('calls').split('\n');
  return [textRules(format, isMarked ? 'calls-rest' : 'calls'), ...calls].join('\n');
}

function addCalls(
  grammar: GrammarBuilder,
  { format, functions, mostCalls }: CallGrammarInput,
  unenforced: Set<string>,
): void {
  const open = format.kind === 'flat' ? '' : format.open;
  const most = format.between === null ? 1 : mostCalls;
  const rest = literal((format.begin + open).slice(format.mark.length));
  grammar.addRule('calls', [[...literal(format.mark), { rule: 'calls-rest' }]]);
  grammar.addRule('calls-rest', [[...rest, { rule: 'call' }, { rule: `more-${most - 1}` }, ...literal(format.end)]]);
  for (let left = 0; left < most; left += 1) {
    const next = [...literal((format.between ?? '') + open), { rule: 'call' }, { rule: `more-${left - 1}` }];
    grammar.addRule(`more-${left}`, left === 0 ? [[]] : [[], next]);
  }
  const choices = functions.map((one, index) => {
    const { rule, needsCheck } = addArguments(grammar, { format, one, index });
    if (needsCheck) unenforced.add(one.name);
    return callParts(format, one, rule);
  });
  grammar.addRule('call', choices);
}

function callParts(format: ToolFormat, { name }: ToolFunction, value: string): GrammarPart[] {
  if (format.kind === 'flat') return [{ rule: value }];
  return [{ text: name + format.middle }, { rule: value }, ...literal(format.close)];
}

function addArguments(
  grammar: GrammarBuilder,
  { format, one, index }: { format: ToolFormat; one: ToolFunction; index: number },
): AddedSchema {
  const { isStrict, param } = one;
  return grammar.addSchema(callSchema(format, one), `call-${index}`, { isStrict, param });
}

/** The schema of what a function's call holds: its arguments, in the flat form with the name in front. Arguments that nobody declared are not offered. */
function callSchema(format: ToolFormat, one: ToolFunction): Record<string, unknown> {
  const closed = isPlainList(one.parameters) ? { additionalProperties: false } : {};
  const parameters = { ...closed, ...one.parameters, type: 'object' };
  if (format.kind === 'wrapped') return parameters;
  const name = { const: one.name };
  if (isNested(one)) {
    const { $defs, definitions } = one.parameters;
    const properties = { tool: name, arguments: parameters };
    const shared = { ...($defs === undefined ? {} : { $defs }), ...(definitions === undefined ? {} : { definitions }) };
    return { type: 'object', properties, required: ['tool', 'arguments'], additionalProperties: false, ...shared };
  }
  const { properties = {}, required = [] } = one.parameters as { properties?: object; required?: string[] };
  return { ...parameters, properties: { tool: name, ...properties }, required: ['tool', ...required] };
}

function literal(text: string): GrammarPart[] {
  return text === '' ? [] : [{ text }];
}
