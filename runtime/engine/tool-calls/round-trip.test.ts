import { Template } from '@huggingface/jinja';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMatcher } from '#runtime/engine/grammar/testing/open-matcher.ts';
import { type FamilyTemplate, familyTemplates, smolTemplate } from '#runtime/testing/family-templates.ts';
import { detectToolFormat, type TemplateInput, type TemplateTools } from './detect-tool-format.ts';
import { openCallReader } from './open-call-reader.ts';
import type { ToolFunction } from './tool-function.ts';
import { writeCallGrammar } from './write-call-grammar.ts';

interface Call {
  name: string;
  arguments: Record<string, unknown>;
}
interface Message {
  words: string;
  calls: Call[];
}

/** Texts that could be taken for something else: marks, quotes, braces, ends of turns. */
const tricky = [
  '</tool_call>',
  '<tool_call>',
  '[TOOL_CALLS]',
  '"}',
  '\\',
  '{"name": "f"',
  '}]',
  '\n',
  'ü',
  '🙂',
  ' ',
  'a',
];
const text = fc.array(fc.constantFrom(...tricky), { maxLength: 5 }).map((parts) => parts.join(''));
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 2 }));
const call = fc.record({
  name: fc.constantFrom('f', 'get_weather', 'look-up', 'name'),
  arguments: fc.dictionary(
    fc.constantFrom('a', 'name', 'arguments', 'x y'),
    fc.oneof(value, fc.record({ in: value })),
    {
      maxKeys: 3,
    },
  ),
});
const words = fc.constantFrom('', '', 'Let me look.', 'So: {"a": 1}, < and [.', 'Zeile\n\nü');

function messageOf({ takesWords, mostCalls }: FamilyTemplate): fc.Arbitrary<Message> {
  return fc.record({
    words: takesWords ? words : fc.constant(''),
    calls: fc.array(call, { minLength: 1, maxLength: mostCalls }),
  });
}

/** What a family does with tools, as found out from its template, and what its model would have to write for a message. */
function openFamily(family: FamilyTemplate) {
  const compiled = new Template(family.template);
  const tokens = { bos_token: family.bosToken, eos_token: family.eosToken };
  const render = (input: TemplateInput) => compiled.render({ ...input, ...tokens });
  const found = detectToolFormat(render);
  if (!found) throw new Error('The template has no place for tools.');
  const user = { role: 'user', content: 'Please.' };
  const tools = [
    { type: 'function', function: { name: 'f', description: 'F.', parameters: { type: 'object', properties: {} } } },
  ];
  const before = render({ messages: [user], tools, add_generation_prompt: true });
  return {
    ...found,
    write(message: Message): string {
      const messages = [user, asMessage(message, found), ...message.calls.map((_, index) => resultOf(index)), user];
      const after = render({ messages: messages.slice(0, -1), tools, add_generation_prompt: false });
      expect(after.startsWith(before)).toBe(true);
      return after.slice(before.length).split(family.endOfTurn)[0] ?? '';
    },
  };
}

const idOf = (index: number) => `00000000${index}`;
const resultOf = (index: number) => ({ role: 'tool', name: 'f', tool_call_id: idOf(index), content: 'done' });

function asMessage(message: Message, { argumentsAs }: TemplateTools): Record<string, unknown> {
  const calls = message.calls.map(({ name, arguments: given }, index) => ({
    ...{ id: idOf(index), type: 'function' },
    function: { name, arguments: argumentsAs === 'text' ? JSON.stringify(given) : given },
  }));
  return { role: 'assistant', content: message.words, tool_calls: calls };
}

function functionsOf(calls: Call[]): ToolFunction[] {
  const names = [...new Set(calls.map(({ name }) => name))];
  return names.map((name) => ({
    ...{ name, description: '', isStrict: false, param: '' },
    parameters: { type: 'object', additionalProperties: true },
  }));
}

function read(
  pieces: string[],
  { format }: TemplateTools,
  functions: ToolFunction[],
): Message & { isComplete: boolean } {
  const reader = openCallReader(format, functions);
  const seen = { words: '', calls: [] as { name: string; text: string; isComplete: boolean }[] };
  for (const event of [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]) {
    const last = seen.calls.at(-1);
    if (event.type === 'text') seen.words += event.text;
    else if (event.type === 'call') seen.calls.push({ name: event.name, text: '', isComplete: false });
    else if (last && event.type === 'arguments') last.text += event.text;
    else if (last) last.isComplete = true;
  }
  return {
    words: seen.words,
    calls: seen.calls.map(({ name, text: given }) => ({ name, arguments: JSON.parse(given) })),
    isComplete: seen.calls.every(({ isComplete }) => isComplete),
  };
}

describe.each(Object.entries(familyTemplates))('calls as the template of %s writes them', (_name, family) => {
  const opened = openFamily(family);

  it('are read back as they were, wherever the stream is cut', () => {
    fc.assert(
      fc.property(messageOf(family), (message) => {
        const written = opened.write(message);
        const functions = functionsOf(message.calls);
        const whole = { ...message, isComplete: true };
        for (let at = 0; at <= written.length; at += 1) {
          expect(read([written.slice(0, at), written.slice(at)], opened, functions)).toEqual(whole);
        }
        expect(read([...written], opened, functions)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('are what the grammar lets the model write', () => {
    fc.assert(
      fc.property(messageOf(family), (message) => {
        const written = opened.write(message).replaceAll(/, "id": "0000\d{5}"\}/g, '}');
        const functions = functionsOf(message.calls);
        const more = { format: opened.format, functions, mostCalls: 3 };
        const { text: grammar } = writeCallGrammar({ ...more, mode: message.words === '' ? 'calls' : 'auto' });
        expect([written, openMatcher(grammar)(written)]).toEqual([written, true]);
      }),
      { numRuns: 15 },
    );
  });
});

it('a template like that of the smallest SmolLM2 has no place for tools: its model gets the plain form', () => {
  const compiled = new Template(smolTemplate);
  expect(detectToolFormat((input) => compiled.render({ ...input }))).toBeNull();
});
