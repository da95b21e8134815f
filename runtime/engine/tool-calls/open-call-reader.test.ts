import { describe, expect, it } from 'vitest';
import { type CallEvent, openCallReader } from './open-call-reader.ts';
import { plainToolFormat, type ToolFormat } from './tool-format.ts';
import type { ToolFunction } from './tool-function.ts';

const declare = (name: string, properties: object = {}): ToolFunction => ({
  name,
  description: '',
  parameters: { type: 'object', properties },
  isStrict: false,
  param: '',
});
const functions = [declare('f'), declare('g'), declare('with_tool', { tool: {} })];
const hermes: ToolFormat = {
  kind: 'wrapped',
  mark: '<tool_call>',
  begin: '',
  open: '<tool_call>\n{"name": "',
  middle: '", "arguments": ',
  close: '}\n</tool_call>',
  between: '\n',
  end: '',
};
const llama: ToolFormat = {
  ...hermes,
  mark: '',
  open: '{"name": "',
  middle: '", "parameters": ',
  close: '}',
  between: null,
};

/** Events of a text that comes in pieces of this many characters, neighbours of one kind joined. */
function read(format: ToolFormat, text: string, { size, isFormed = false }: { size: number; isFormed?: boolean }) {
  const reader = openCallReader(format, functions, { isFormed });
  const events: CallEvent[] = [];
  for (let at = 0; at < text.length; at += size) events.push(...reader.push(text.slice(at, at + size)));
  events.push(...reader.end());
  const joined: [string, string][] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (event.type === 'called') continue;
    if (event.type === 'call') joined.push(['call', event.name]);
    else if (last?.[0] === event.type) last[1] += event.text;
    else joined.push([event.type, event.text]);
  }
  return joined;
}

describe.each([1, 3, 1_000])('calls in pieces of %s characters', (size) => {
  it.each<[string, ToolFormat, string, [string, string][]]>([
    ['text alone', hermes, 'Just < text.\n', [['text', 'Just < text.\n']]],
    [
      'text, then two calls',
      hermes,
      'Wait.\n<tool_call>\n{"name": "f", "arguments": {"a": "}\\"{"}}\n</tool_call>\n<tool_call>\n{"name":"g","arguments":{}}\n</tool_call>',
      [
        ['text', 'Wait.'],
        ['call', 'f'],
        ['arguments', '{"a": "}\\"{"}'],
        ['call', 'g'],
        ['arguments', '{}'],
      ],
    ],
    [
      'a call that is cut',
      hermes,
      '<tool_call>\n{"name": "f", "arguments": {"a',
      [
        ['call', 'f'],
        ['arguments', '{"a'],
      ],
    ],
    ['a mark that is cut', hermes, 'So: <tool_', [['text', 'So: <tool_']]],
    ['a head that is cut', hermes, 'So: <tool_call>\n{"na', [['text', 'So:']]],
    [
      'a call without a mark',
      llama,
      '{"name": "f", "parameters": {"a": [1]}}',
      [
        ['call', 'f'],
        ['arguments', '{"a": [1]}'],
      ],
    ],
    ['an object that is no call', llama, '{"title": "x"}', [['text', '{"title": "x"}']]],
    [
      'an object behind text',
      llama,
      'See {"name": "f", "parameters": {}}',
      [['text', 'See {"name": "f", "parameters": {}}']],
    ],
    [
      'flat calls, a line each',
      plainToolFormat,
      '{"tool": "f", "a": 1}\n{"tool":"g"}\n{ "tool" : "with_tool", "arguments": {"tool": "x"}}',
      [
        ['call', 'f'],
        ['arguments', '{"a": 1}'],
        ['call', 'g'],
        ['arguments', '{}'],
        ['call', 'with_tool'],
        ['arguments', '{"tool": "x"}'],
      ],
    ],
    [
      'a flat call of a function that is not there',
      plainToolFormat,
      '{"tool": "no", "a": 1}',
      [['text', '{"tool": "no", "a": 1}']],
    ],
  ])('reads %s', (...row) => {
    const [, format, text, events] = row;
    expect(read(format, text, { size })).toEqual(events);
  });

  it('takes an answer in a form for what it is, whatever stands inside it', () => {
    const mistral = { ...hermes, mark: '[TOOL_CALLS]', begin: '[TOOL_CALLS] [', open: '{"name": "', between: ', ' };
    const inside = '{"a": "<tool_call>[TOOL_CALLS]", "b": [{"tool": "f"}, {"name": "f", "parameters": {}}]}';
    for (const format of [hermes, llama, mistral, plainToolFormat]) {
      expect(read(format, inside, { size, isFormed: true })).toEqual([['text', inside]]);
    }
    const call = '[TOOL_CALLS] [{"name": "f", "arguments": {"a": 1}}]';
    expect(read(mistral, call, { size, isFormed: true })).toEqual([
      ['call', 'f'],
      ['arguments', '{"a": 1}'],
    ]);
  });
});

it('an object that can be no call any more is told at once', () => {
  const reader = openCallReader(plainToolFormat, functions);
  expect(reader.push('{"to')).toEqual([]);
  expect(reader.push('ne": ')).toEqual([{ type: 'text', text: '{"tone": ', at: 0 }]);
});
