import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LlamaEngine } from '#runtime/engine/llama/open-llama-engine.ts';
import { ask, openTinyEngines, run, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { openSchemaChecker } from './check/open-schema-checker.ts';
import { compileSchema } from './compile-schema.ts';

let tiny: TinyEngines;
let engine: LlamaEngine;
const checker = openSchemaChecker();

beforeAll(async () => {
  tiny = await openTinyEngines();
  engine = await tiny.open({ parallelSequences: 2 });
});
afterAll(async () => {
  await checker.close();
  await tiny.close();
});

const closed = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const short = { type: 'string', maxLength: 6 };

/** Each with room for a few values: weights are random, so nothing but the grammar keeps the text right. */
const schemas: Record<string, unknown> = {
  boolean: { type: 'boolean' },
  null: { type: 'null' },
  integer: { type: 'integer' },
  'bounded integer': { type: 'integer', minimum: -17, maximum: 1_234 },
  'lower bound': { type: 'integer', exclusiveMinimum: 98 },
  multiple: { type: 'integer', minimum: 1, maximum: 9_999, multipleOf: 7 },
  number: { type: 'number' },
  'bounded number': { type: 'number', minimum: -0.25, exclusiveMaximum: 2.5 },
  'short text': short,
  'long text': { type: 'string', minLength: 8, maxLength: 12 },
  'no text': { type: 'string', maxLength: 0 },
  pattern: { type: 'string', pattern: '^[A-Z]{2,4}-\\d{1,3}(?:x|yz)?$' },
  'open pattern': { type: 'string', pattern: 'b+', maxLength: 20 },
  'pattern that looks ahead': { type: 'string', pattern: '^(?!aa)[ab]{2}$' },
  date: { type: 'string', format: 'date' },
  time: { type: 'string', format: 'time' },
  'date-time': { type: 'string', format: 'date-time' },
  uuid: { type: 'string', format: 'uuid' },
  email: { type: 'string', format: 'email', maxLength: 40 },
  ipv4: { type: 'string', format: 'ipv4' },
  enum: { enum: ['a "quoted" one', 'ü€🙂', 3, null, { a: [1] }] },
  const: { const: 'line\nbreak \\ slash' },
  'list of types': { type: ['integer', 'null', 'boolean'] },
  list: { type: 'array', items: { type: 'boolean' }, maxItems: 6 },
  'list of at least': { type: 'array', items: { enum: [1, 2] }, minItems: 3, maxItems: 5 },
  tuple: { prefixItems: [{ type: 'boolean' }, { type: 'null' }], items: false, minItems: 2 },
  'draft-07 tuple': { type: 'array', items: [{ type: 'boolean' }, { const: 1 }], additionalItems: false, minItems: 1 },
  object: closed({ name: short, age: { type: 'integer', minimum: 0, maximum: 150 } }),
  'optional properties': closed({ a: { const: 1 }, b: { const: 2 }, c: { const: 3 } }, ['b']),
  'no properties': closed({}),
  'other properties': {
    type: 'object',
    properties: { a: { const: 1 } },
    additionalProperties: { const: 2 },
    maxProperties: 3,
  },
  nested: closed({ list: { type: 'array', items: closed({ x: { type: 'boolean' } }), maxItems: 3 } }),
  anyOf: { anyOf: [{ type: 'boolean' }, closed({ a: { const: 1 } })] },
  oneOf: {
    oneOf: [closed({ kind: { const: 'cat' }, lives: { enum: [7, 9] } }), closed({ kind: { const: 'dog' } })],
  },
  allOf: { allOf: [closed({ a: { type: 'integer' }, b: short }), { properties: { a: { minimum: 5, maximum: 8 } } }] },
  'reference with siblings': { $ref: '#/$defs/size', maximum: 20, $defs: { size: { type: 'integer', minimum: 10 } } },
  'recursive tree': {
    $ref: '#/definitions/node',
    definitions: {
      node: closed({
        on: { type: 'boolean' },
        next: { type: 'array', items: { $ref: '#/definitions/node' }, maxItems: 2 },
      }),
    },
  },
  'recursive list': closed({ value: { enum: [0, 1] }, next: { anyOf: [{ type: 'null' }, { $ref: '#' }] } }),
};

/** llama.cpp takes overlong UTF-8 for the character it would be. Trained models don't write it; the bytes that can begin it (tokens of the tiny model) are left out here. */
const overlongBytes = { [3 + 0xe0]: -100, [3 + 0xf0]: -100 };
const sampling = (seed: number) => ({ temperature: 1, topP: 1, topK: 0, seed, logitBias: overlongBytes });

async function write(schema: unknown, more: Parameters<typeof ask>[1] = {}) {
  const { grammar } = compileSchema(schema, { strict: true });
  return run(engine, ask('x', { grammar, maxTokens: 160, sampling: sampling(7), ...more }));
}

describe('a model with random weights', () => {
  it.each(Object.keys(schemas))('writes nothing but what fits: %s', async (name) => {
    const seeds = [1, 2, 3];
    const answers = await Promise.all(seeds.map((seed) => write(schemas[name], { sampling: sampling(seed) })));
    for (const { text, pieces, ended } of answers) {
      expect(pieces.join('')).toBe(text);
      if (ended.finishReason === 'stop')
        expect([text, await checker.findMisfit(schemas[name], text)]).toEqual([text, null]);
    }
  });

  it('ends by itself where the schema lets it', async () => {
    for (const name of ['boolean', 'enum', 'object', 'date-time', 'uuid', 'tuple', 'optional properties', 'oneOf']) {
      expect([name, (await write(schemas[name])).ended]).toEqual([
        name,
        expect.objectContaining({ finishReason: 'stop' }),
      ]);
    }
  });

  it('writes the same with the same seed', async () => {
    const [first, second] = [await write(schemas.object), await write(schemas.object)];
    expect(second.text).toBe(first.text);
  });

  it('follows long bounds, which llama.cpp takes only in parts', async () => {
    const long = await write({ type: 'string', minLength: 5_000, maxLength: 20_000 }, { maxTokens: 20 });
    expect(long.ended.finishReason).toBe('length');
    const list = await write(
      { type: 'array', minItems: 300, maxItems: 3_000, items: { const: 1 } },
      { maxTokens: 1_900 },
    );
    if (list.ended.finishReason === 'stop') expect(JSON.parse(list.text).length).toBeGreaterThanOrEqual(300);
  });

  it('tells a text that a stop string cut from one that is whole', async () => {
    const schema = closed({ a: { const: 'one END two' } });
    expect((await write(schema, { stop: ['END'] })).ended).toMatchObject({ finishReason: 'stop', isCut: true });
    expect((await write(schema)).ended).toMatchObject({ finishReason: 'stop', isCut: false });
  });
});
