import { describe, expect, it } from 'vitest';
import type { GrammarBuilder } from '#runtime/engine/grammar/open-grammar.ts';
import { openMatcher } from '#runtime/engine/grammar/testing/open-matcher.ts';
import { plainToolFormat, type ToolFormat } from './tool-format.ts';
import { type CallGrammarInput, writeCallGrammar } from './write-call-grammar.ts';

const functions = [
  {
    ...{ name: 'look', description: '', isStrict: false, param: 'tools' },
    parameters: { type: 'object', properties: { x: { type: 'integer' } }, required: ['x'] },
  },
];
const hermes: ToolFormat = {
  ...{ kind: 'wrapped', mark: '<tool_call>', begin: '', end: '', between: '\n' },
  ...{ open: '<tool_call>\n{"name": "', middle: '", "arguments": ', close: '}\n</tool_call>' },
};
const mistral: ToolFormat = {
  ...{ kind: 'wrapped', mark: '[TOOL_CALLS]', begin: '[TOOL_CALLS] [', end: ']', between: ', ' },
  ...{ open: '{"name": "', middle: '", "arguments": ', close: '}' },
};
const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };
const addAnswer = (grammar: GrammarBuilder) => grammar.addSchema(schema, 'answer', { isStrict: true, param: 'x' }).rule;
const open = (format: ToolFormat, more: Partial<CallGrammarInput> = {}) =>
  openMatcher(writeCallGrammar({ format, functions, mode: 'auto', mostCalls: 2, addAnswer, ...more }).text);

const formats: [string, ToolFormat, string][] = [
  ['plain', plainToolFormat, '{"tool": "look", "x": 1}'],
  ['hermes', hermes, '<tool_call>\n{"name": "look", "arguments": {"x": 1}}\n</tool_call>'],
  ['mistral', mistral, '[TOOL_CALLS] [{"name": "look", "arguments": {"x": 1}}]'],
];

describe.each(formats)('an answer in a form beside calls of the %s format', (_name, format, call) => {
  it('is the form or calls where the model may choose, and nothing else', () => {
    const matches = open(format);
    expect(['{"a": "x"}', call, '{"a": "<tool_call>"}'].map(matches)).toEqual([true, true, true]);
    expect(['', 'Hello.', '{"a": 1}', `{"a": "x"}${call}`, `${call}{"a": "x"}`].map(matches)).not.toContain(true);
  });

  it('is left out where a call is required', () => {
    const matches = open(format, { mode: 'calls' });
    expect([call, '{"a": "x"}'].map(matches)).toEqual([true, false]);
  });

  it('is all there is where nothing may be called any more', () => {
    const matches = open(format, { mode: 'text' });
    expect([call, '{"a": "x"}', 'Hello.'].map(matches)).toEqual([false, true, false]);
  });
});
