import { expect, test } from 'vitest';
import { type ToolDefinition, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { declareForModel } from './declare-for-model.ts';
import { giveAdvice } from './give-advice.ts';
import { judgeAnswer } from './judge-answer.ts';
import { scoreRows } from './score-rows.ts';
import { writePrompts } from './write-prompts.ts';

function tool(own: Partial<Record<'name' | 'description', string>> = {}, properties: object = {}): ToolDefinition {
  return toolDefinitionSchema.parse({
    name: 'get_weather',
    description: 'Gets the weather of a city. Use this when somebody asks about rain or temperature.',
    ...own,
    parameters: {
      type: 'object',
      properties: { city: { type: 'string', description: 'Name', examples: ['Bern', 'Oslo'] }, key: {}, ...properties },
      required: ['city', 'key'],
    },
    target: {
      kind: 'http',
      method: 'GET',
      url: 'https://x.org/',
      arguments: { key: { in: 'query', filledBy: { by: 'fixed', value: 1 } } },
    },
  });
}
const call = (name: string, values: object) => ({ call: { name, arguments: JSON.stringify(values) }, text: '' });
const prompt = { question: 'Weather in Bern?', expected: { city: 'Bern' } };

test('a model is told only of the arguments that it fills', () => {
  expect(declareForModel(tool()).function.parameters).toMatchObject({
    properties: { city: {} },
    required: ['city'],
  });
  expect(Object.keys(Object(declareForModel(tool()).function.parameters?.properties))).toEqual(['city']);
});

test('questions are made of the description and of examples, in several wordings, with the values to expect', () => {
  const prompts = writePrompts(tool());
  expect(prompts.map(({ expected }) => expected)).toEqual([{ city: 'Bern' }, { city: 'Oslo' }, { city: 'Bern' }]);
  expect(new Set(prompts.map(({ question }) => question)).size).toBe(3);
  for (const { question } of prompts) expect(question).toMatch(/weather of a city.*(?:Bern|Oslo)/);
  expect(prompts[0]?.question).not.toContain('Use this when');
});

test('values without an example are made by type, format and bounds', () => {
  const schema = {
    on: { type: 'string', format: 'date' },
    many: { type: 'integer', minimum: 10, maximum: 11 },
    flag: { type: 'boolean' },
    list: { type: 'array', items: { enum: ['x'] } },
  };
  const [first] = writePrompts({
    ...tool(),
    parameters: { type: 'object', properties: schema, required: Object.keys(schema) },
  } as ToolDefinition);
  expect(first?.expected).toEqual({ on: '2026-03-14', many: 10, flag: true, list: ['x'] });
});

test('an answer is right when the tool is, and every expected value', () => {
  expect(judgeAnswer('get_weather', prompt, call('get_weather', { city: ' bern ', more: 1 }))).toMatchObject({
    isRightTool: true,
    wrongArguments: [],
  });
  expect(judgeAnswer('get_weather', prompt, call('get_weather', { town: 'Bern' })).wrongArguments).toEqual(['city']);
  expect(judgeAnswer('get_weather', prompt, call('get_time', { city: 'Bern' }))).toMatchObject({
    called: 'get_time',
    isRightTool: false,
    wrongArguments: ['city'],
  });
  expect(judgeAnswer('get_weather', prompt, { call: null, text: 'It rains.' })).toMatchObject({
    called: null,
    answer: 'It rains.',
  });
  expect(
    judgeAnswer('get_weather', prompt, { call: { name: 'get_weather', arguments: '{' }, text: '' }).wrongArguments,
  ).toEqual(['city']);
  const deep = { question: 'x', expected: { a: [{ b: 1 }] } };
  expect(judgeAnswer('t', deep, call('t', { a: [{ b: '1', c: 2 }] })).wrongArguments).toEqual([]);
  expect(judgeAnswer('t', deep, call('t', { a: [] })).wrongArguments).toEqual(['a']);
});

test('the score counts the tool for one half and the arguments for the other', () => {
  const right = judgeAnswer('get_weather', prompt, call('get_weather', { city: 'Bern' }));
  const half = judgeAnswer('get_weather', prompt, call('get_weather', {}));
  const none = judgeAnswer('get_weather', prompt, { call: null, text: '' });
  expect([[], [right], [half], [none], [right, none]].map(scoreRows)).toEqual([0, 100, 50, 0, 50]);
});

test('a tool that is well described and always right is ready', () => {
  const rows = [judgeAnswer('get_weather', prompt, call('get_weather', { city: 'Bern' }))];
  expect(giveAdvice(tool(), { among: [tool()], rows })).toEqual([{ code: 'ready', names: [] }]);
});

test('advice names what is missing in the words of the tool', () => {
  const codes = (own: ToolDefinition, among: ToolDefinition[] = [own]) =>
    giveAdvice(own, { among, rows: [] }).map(({ code, names }) => [code, ...names]);
  expect(codes(tool({ description: 'Weather.' }))).toContainEqual(['describe']);
  expect(codes(tool({ description: 'Gets the weather of a city.' }))).toContainEqual(['say-when']);
  expect(codes(tool({}, { unit: { type: 'string' } }))).toContainEqual(['describe-arguments', 'unit']);
  expect(codes(tool({}, { unit: { type: 'string', description: 'One of C, F' } }))).toContainEqual([
    'list-values',
    'unit',
  ]);
  const twin = tool({ name: 'weather_of', description: 'Gets the weather of a city. Use this when asked about rain.' });
  expect(codes(tool(), [tool(), twin])).toContainEqual(['similar', 'weather_of']);
  const crowd = Array.from({ length: 13 }, (_, n) => tool({ name: `t${n}` }));
  expect(codes(tool(), crowd)).toContainEqual(['too-many-tools', '13']);
  const wide = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`p${n}`, { description: 'x' }]));
  expect(codes(tool({}, wide))).toContainEqual(['too-many-arguments', '10']);
});

test('advice names what the model did', () => {
  const rows = [
    judgeAnswer('get_weather', prompt, call('get_time', {})),
    judgeAnswer('get_weather', prompt, call('get_weather', { city: 'Basel' })),
  ];
  const advice = giveAdvice(tool(), { among: [tool()], rows });
  expect(advice).toEqual([
    { code: 'taken-for-another', names: ['get_time'] },
    { code: 'wrong-argument', names: ['city'] },
  ]);
  const silent = [judgeAnswer('get_weather', prompt, { call: null, text: '' })];
  expect(giveAdvice(tool(), { among: [tool()], rows: silent })).toEqual([{ code: 'never-called', names: [] }]);
});
