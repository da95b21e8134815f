import type { SchemaCase } from './case-type.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const object = (rest: object) => ({ type: 'object', ...rest });
const ab = { properties: { a: whole, b: whole } };

/** `oneOf` whose branches overlap: a value that fits two of them fits it not. */
export const exclusiveCases: SchemaCase[] = [
  {
    schema: {
      oneOf: [
        { ...whole, minimum: 1 },
        { ...whole, maximum: 9 },
      ],
    },
    fits: ['0', '-5', '10', '123'],
    misfits: ['1', '5', '9'],
  },
  {
    schema: { ...whole, oneOf: [{ multipleOf: 3 }, { multipleOf: 5 }] },
    fits: ['3', '5', '-9', '10'],
    misfits: ['15', '0', '1', '30'],
  },
  {
    schema: { oneOf: [text, { type: 'string', format: 'date' }] },
    fits: ['"a"', '"2024-13-01"', '""'],
    misfits: ['"2024-01-01"'],
  },
  {
    schema: {
      oneOf: [
        { ...text, maxLength: 3 },
        { ...text, minLength: 2 },
      ],
    },
    fits: ['"a"', '""', '"abcd"'],
    misfits: ['"ab"', '"abc"'],
  },
  {
    schema: {
      oneOf: [
        { ...text, pattern: '^a' },
        { ...text, pattern: 'b$' },
      ],
    },
    fits: ['"a"', '"b"', '"ax"', '"xb"'],
    misfits: ['"ab"', '"axb"', '"x"'],
  },
  {
    schema: { oneOf: [{ enum: ['x', 'y', 1] }, { enum: ['y', 'z'] }] },
    fits: ['"x"', '"z"', '1'],
    misfits: ['"y"'],
  },
  { schema: { oneOf: [text, { enum: ['off', null] }] }, fits: ['"on"', 'null'], misfits: ['"off"', '1'] },
  {
    schema: { oneOf: [{ type: ['string', 'null'] }, { type: ['null', 'boolean'] }] },
    fits: ['"a"', 'true'],
    misfits: ['null'],
  },
  { schema: { oneOf: [whole, { enum: [1, 2, 7] }] }, fits: ['0', '3', '8', '-1'], misfits: ['1', '2', '7'] },
  {
    schema: { oneOf: [{ type: 'boolean' }, { const: true }, { type: 'null' }] },
    fits: ['false', 'null'],
    misfits: ['true'],
  },
  {
    schema: object({ ...ab, oneOf: [{ required: ['a'] }, { required: ['b'] }] }),
    fits: ['{"a":1}', '{"b":2}'],
    misfits: ['{}', '{"a":1,"b":2}'],
  },
  {
    schema: { oneOf: [object({ ...ab, required: ['a'] }), object({ ...ab, required: ['b'] })] },
    fits: ['{"a":1}', '{"b":2}'],
    misfits: ['{}', '{"a":1,"b":2}'],
  },
  {
    schema: {
      oneOf: [
        object({ ...ab, additionalProperties: false }),
        object({ properties: { a: whole, c: whole }, additionalProperties: false }),
      ],
    },
    fits: ['{"b":1}', '{"a":1,"b":2}', '{"c":3}'],
    misfits: ['{}', '{"a":1}', '{"b":1,"c":3}'],
  },
  {
    schema: {
      oneOf: [
        object({ properties: { k: { enum: ['x', 'y'] } }, required: ['k'] }),
        object({ properties: { k: { enum: ['y', 'z'] } }, required: ['k'] }),
      ],
    },
    fits: ['{"k":"x"}', '{"k":"z"}'],
    misfits: ['{"k":"y"}', '{"k":"w"}', '{}'],
  },
  {
    schema: {
      oneOf: [
        object({
          properties: { in: object({ properties: { n: { ...whole, minimum: 3 } }, required: ['n'] }) },
          required: ['in'],
        }),
        object({
          properties: { in: object({ properties: { n: { ...whole, maximum: 5 } }, required: ['n'] }) },
          required: ['in'],
        }),
      ],
    },
    fits: ['{"in":{"n":2}}', '{"in":{"n":6}}'],
    misfits: ['{"in":{"n":3}}', '{"in":{"n":5}}', '{"in":{}}'],
  },
  {
    schema: {
      oneOf: [
        { type: 'array', items: whole, maxItems: 2 },
        { type: 'array', items: whole, minItems: 2 },
      ],
    },
    fits: ['[]', '[1]', '[1,2,3]'],
    misfits: ['[1,2]'],
  },
  {
    schema: {
      oneOf: [
        { ...whole, minimum: 0 },
        {
          oneOf: [
            { ...whole, maximum: 4 },
            { ...whole, minimum: 9 },
          ],
        },
      ],
    },
    fits: ['5', '8', '-1'],
    misfits: ['0', '4', '9'],
  },
  {
    schema: {
      oneOf: [{ $ref: '#/$defs/node' }, object({ properties: { next: whole } })],
      $defs: { node: object({ properties: { next: { $ref: '#/$defs/node' } } }) },
    },
    fits: ['{"next":{}}', '{"next":3}'],
    misfits: ['{}'],
  },
  {
    schema: {
      oneOf: [
        object({ properties: { a: text }, required: ['b'] }),
        object({ properties: { b: { const: 1 } }, required: ['b'] }),
      ],
    },
    fits: ['{"b":2}', '{"a":"x","b":null}', '{"b":[]}'],
    misfits: ['{"b":1}', '{"a":"x","b":1}', '{}'],
  },
];
