import type { SchemaCase } from './case-type.ts';

const closed = { additionalProperties: false };
const one = { const: 1 };
const list = (rest: object) => ({ type: 'array', ...rest });
const object = (rest: object) => ({ type: 'object', ...rest });
const tree = object({ properties: { v: one, next: { $ref: '#/$defs/t' } }, required: ['v'], ...closed });

/** Objects, lists, combinations and references. */
export const composedCases: SchemaCase[] = [
  {
    schema: object({ propertyNames: { type: 'string' }, additionalProperties: one }),
    fits: ['{}', '{"a":1}'],
    misfits: ['{"a":2}'],
  },
  {
    schema: object({ propertyNames: { enum: ['a', 'b'] }, additionalProperties: one, required: ['b'] }),
    fits: ['{"b":1}', '{"a":1,"b":1}'],
    misfits: ['{}', '{"a":1}', '{"b":1,"c":1}', '{"b":2}'],
  },
  {
    schema: object({ properties: { a: one }, required: ['a'], ...closed }),
    fits: ['{"a":1}', '{ "a" : 1 }', '{\n  "a": 1\n}'],
    misfits: ['{}', '{"a":2}', '{"a":1,"b":1}', '{"b":1}'],
  },
  {
    schema: object({ properties: { a: one, b: one, c: one }, required: ['b'], ...closed }),
    fits: ['{"b":1}', '{"a":1,"b":1}', '{"b":1,"c":1}', '{"a":1,"b":1,"c":1}'],
    misfits: ['{}', '{"a":1}', '{"a":1,"c":1}'],
    narrower: ['{"b":1,"a":1}'],
  },
  {
    schema: object({ properties: { a: one, b: one }, ...closed }),
    fits: ['{}', '{"a":1}', '{"b":1}', '{"a":1,"b":1}'],
    misfits: ['{"c":1}', '{,}'],
  },
  {
    schema: object({ properties: { a: one } }),
    fits: ['{}', '{"a":1}'],
    misfits: ['{"a":2}'],
    narrower: ['{"b":5}', '{"a":1,"b":2}'],
  },
  {
    schema: object({ properties: { a: one }, additionalProperties: true }),
    fits: ['{}', '{"b":[]}', '{"a":1,"b":2,"c":3}', '{"aa":2}'],
    misfits: ['{"a":2}'],
  },
  {
    schema: object({ properties: { a: one, ab: one }, additionalProperties: { const: 2 } }),
    fits: ['{"b":2}', '{"a":1,"x":2}', '{"abc":2}', '{"":2}'],
    misfits: ['{"a":2}', '{"ab":2}', '{"b":1}'],
  },
  {
    schema: object({ additionalProperties: { type: 'integer' } }),
    fits: ['{}', '{"x":1,"y":2}'],
    misfits: ['{"x":"1"}'],
  },
  { schema: object({ ...closed }), fits: ['{}', '{ }'], misfits: ['{"a":1}'] },
  {
    schema: object({ required: ['a'], additionalProperties: one }),
    fits: ['{"a":1}', '{"a":1,"b":1}'],
    misfits: ['{}', '{"b":1}'],
  },
  {
    schema: object({ required: ['z'], properties: { a: one } }),
    fits: ['{"z":"any"}', '{"a":1,"z":null}'],
    misfits: ['{}', '{"a":1}'],
  },
  { schema: object({ properties: { a: false, b: one }, ...closed }), fits: ['{}', '{"b":1}'], misfits: ['{"a":1}'] },
  {
    schema: object({ properties: { 'q"\\': one, 'ü 🙂': one }, required: ['q"\\', 'ü 🙂'], ...closed }),
    fits: [String.raw`{"q\"\\":1,"ü 🙂":1}`],
    misfits: ['{}'],
  },
  {
    schema: object({ properties: { a: one }, additionalProperties: { const: 2 }, minProperties: 1 }),
    fits: ['{"a":1}', '{"b":2}', '{"a":1,"c":2}'],
    misfits: ['{}'],
  },
  {
    schema: object({ properties: { a: one, b: one, c: one }, minProperties: 2, ...closed }),
    fits: ['{"a":1,"b":1}', '{"b":1,"c":1}', '{"a":1,"b":1,"c":1}'],
    misfits: ['{}', '{"b":1}'],
  },
  {
    schema: object({ properties: { a: one, b: one, c: one }, maxProperties: 1, ...closed }),
    fits: ['{}', '{"a":1}', '{"c":1}'],
    misfits: ['{"a":1,"b":1}'],
  },
  {
    schema: object({ additionalProperties: one, maxProperties: 2 }),
    fits: ['{}', '{"a":1,"b":1}'],
    misfits: ['{"a":1,"b":1,"c":1}'],
  },
  { schema: { properties: { a: one } }, fits: ['{"a":1}'], misfits: ['{"a":2}'], narrower: ['3'] },
  { schema: list({ items: one }), fits: ['[]', '[1]', '[1, 1,1]', '[ 1 ]'], misfits: ['[2]', '[1,2]', '[1,]'] },
  { schema: list({ items: one, minItems: 2 }), fits: ['[1,1]', '[1,1,1]'], misfits: ['[]', '[1]'] },
  { schema: list({ items: one, maxItems: 2 }), fits: ['[]', '[1]', '[1,1]'], misfits: ['[1,1,1]'] },
  { schema: list({ items: one, minItems: 2, maxItems: 2 }), fits: ['[1,1]'], misfits: ['[1]', '[1,1,1]'] },
  { schema: list({ items: one, maxItems: 0 }), fits: ['[]'], misfits: ['[1]'] },
  {
    schema: list({ items: one, minItems: 70, maxItems: 140 }),
    fits: [`[${Array(70).fill(1)}]`, `[${Array(140).fill(1)}]`],
    misfits: [`[${Array(69).fill(1)}]`, `[${Array(141).fill(1)}]`],
  },
  { schema: list({ items: false }), fits: ['[]'], misfits: ['[1]'] },
  { schema: list({ minItems: 1 }), fits: ['[null]', '["a",{}]'], misfits: ['[]'] },
  {
    schema: list({ prefixItems: [one, { const: 2 }] }),
    fits: ['[]', '[1]', '[1,2]'],
    misfits: ['[2]', '[1,1]'],
    narrower: ['[1,2,3]'],
  },
  {
    schema: list({ prefixItems: [one, { const: 2 }], items: false }),
    fits: ['[]', '[1]', '[1,2]'],
    misfits: ['[2]', '[1,2,3]'],
  },
  {
    schema: list({ prefixItems: [one], items: { const: 9 } }),
    fits: ['[]', '[1]', '[1,9,9]'],
    misfits: ['[9]', '[1,1]'],
  },
  {
    schema: list({ prefixItems: [one, one], items: { const: 9 }, minItems: 2, maxItems: 3 }),
    fits: ['[1,1]', '[1,1,9]'],
    misfits: ['[1]', '[1,1,9,9]'],
  },
  { schema: list({ prefixItems: [one, one], minItems: 3 }), fits: ['[1,1,null]'], misfits: ['[1,1]'] },
  { schema: list({ prefixItems: [one, one, one], maxItems: 2 }), fits: ['[1,1]', '[]'], misfits: ['[1,1,1]'] },
  {
    schema: list({ items: [one, { const: 2 }], additionalItems: false }),
    fits: ['[1,2]', '[1]'],
    misfits: ['[1,2,3]', '[2]'],
  },
  { schema: list({ items: [one], additionalItems: { const: 9 } }), fits: ['[1,9]', '[]'], misfits: ['[1,1]'] },
  {
    schema: { $schema: 'http://json-schema.org/draft-07/schema#', ...list({ items: [one] }) },
    fits: ['[1]'],
    misfits: ['[2]'],
    narrower: ['[1,5]'],
  },
  { schema: { items: one }, fits: ['[1]'], misfits: ['[2]'], narrower: ['"x"'] },
  { schema: list({ items: list({ items: one, minItems: 1 }) }), fits: ['[]', '[[1],[1,1]]'], misfits: ['[[]]', '[1]'] },
  { schema: { anyOf: [one, { type: 'null' }] }, fits: ['1', 'null'], misfits: ['2', '"1"'] },
  {
    schema: { anyOf: [{ type: 'string' }, list({ items: { type: 'string' } })] },
    fits: ['"a"', '["a"]'],
    misfits: ['1', '[1]'],
  },
  { schema: { type: 'integer', anyOf: [{ maximum: 2 }, { minimum: 8 }] }, fits: ['1', '2', '8'], misfits: ['3', '7'] },
  {
    schema: object({ properties: { a: one, b: one }, anyOf: [{ required: ['a'] }, { required: ['b'] }], ...closed }),
    fits: ['{"a":1}', '{"b":1}', '{"a":1,"b":1}'],
    misfits: ['{}'],
  },
  { schema: { anyOf: [false, one] }, fits: ['1'], misfits: ['2'] },
  { schema: { oneOf: [{ type: 'string' }, { type: 'integer' }] }, fits: ['"a"', '1'], misfits: ['1.5', 'null'] },
  {
    schema: {
      oneOf: [
        object({ properties: { k: { const: 'a' } }, required: ['k'], ...closed }),
        object({ properties: { k: { const: 'b' }, x: one }, required: ['k', 'x'], ...closed }),
      ],
    },
    fits: ['{"k":"a"}', '{"k":"b","x":1}'],
    misfits: ['{"k":"b"}', '{"k":"a","x":1}', '{"k":"c"}'],
  },
  {
    schema: {
      oneOf: [
        { type: 'integer', maximum: 3 },
        { type: 'integer', minimum: 4 },
      ],
    },
    fits: ['3', '4'],
    misfits: ['3.5'],
  },
  {
    schema: {
      oneOf: [
        { type: 'string', pattern: '^a' },
        { type: 'string', pattern: '^b' },
      ],
    },
    fits: ['"a"', '"b"'],
    misfits: ['"c"'],
  },
  {
    schema: {
      oneOf: [
        object({ properties: { a: one }, required: ['a'], ...closed }),
        object({ properties: { b: one }, required: ['b'], ...closed }),
      ],
    },
    fits: ['{"a":1}', '{"b":1}'],
    misfits: ['{"a":1,"b":1}', '{}'],
  },

  {
    schema: { allOf: [{ type: 'integer' }, { minimum: 3 }, { maximum: 5 }] },
    fits: ['3', '5'],
    misfits: ['2', '6', '"3"'],
  },
  {
    schema: {
      allOf: [object({ properties: { a: one }, required: ['a'] }), object({ properties: { b: one }, required: ['b'] })],
    },
    fits: ['{"a":1,"b":1}'],
    misfits: ['{"a":1}', '{"b":1}'],
  },
  {
    schema: { allOf: [object({ properties: { a: one }, ...closed }), { properties: { b: one } }] },
    fits: ['{}', '{"a":1}'],
    misfits: ['{"b":1}'],
  },
  {
    schema: {
      allOf: [{ properties: { a: { type: 'integer' } } }, { properties: { a: { minimum: 2 } } }],
      type: 'object',
    },
    fits: ['{"a":2}'],
    misfits: ['{"a":1}', '{"a":"2"}'],
  },
  {
    schema: { allOf: [{ type: ['string', 'null'] }, { type: ['null', 'integer'] }] },
    fits: ['null'],
    misfits: ['"a"', '1'],
  },
  { schema: { allOf: [{ enum: [1, 2, 3] }, { enum: [3, 2, 9] }] }, fits: ['2', '3'], misfits: ['1', '9'] },
  {
    schema: { allOf: [list({ items: { type: 'integer' } }), list({ prefixItems: [{ minimum: 5 }], minItems: 1 })] },
    fits: ['[5]', '[6,1]'],
    misfits: ['[1]', '["a"]', '[]'],
  },
  {
    schema: { allOf: [{ anyOf: [{ const: 1 }, { const: 2 }] }, { anyOf: [{ const: 2 }, { const: 3 }] }] },
    fits: ['2'],
    misfits: ['1', '3'],
  },
  { schema: { type: 'number', allOf: [{ type: 'integer' }] }, fits: ['4'], misfits: ['4.5'] },
  { schema: { $ref: '#/$defs/a', $defs: { a: one } }, fits: ['1'], misfits: ['2'] },
  {
    schema: { $ref: '#/definitions/a', definitions: { a: { $ref: '#/definitions/b' }, b: one } },
    fits: ['1'],
    misfits: ['2'],
  },
  {
    schema: { $ref: '#/$defs/a', minimum: 5, $defs: { a: { type: 'integer', maximum: 6 } } },
    fits: ['5', '6'],
    misfits: ['4', '7'],
  },
  { schema: { $ref: '#here', $defs: { a: { $anchor: 'here', const: 1 } } }, fits: ['1'], misfits: ['2'] },
  { schema: { $ref: '#/$defs/a~1b~0c', $defs: { 'a/b~c': one } }, fits: ['1'], misfits: ['2'] },
  { schema: { $ref: '#/$defs/%C3%BC', $defs: { ü: one } }, fits: ['1'], misfits: ['2'] },
  {
    schema: { $id: 'https://a.example/s', $ref: 'https://a.example/s#/$defs/a', $defs: { a: one } },
    fits: ['1'],
    misfits: ['2'],
  },
  {
    schema: { $ref: '#/$defs/t', $defs: { t: tree } },
    fits: ['{"v":1}', '{"v":1,"next":{"v":1,"next":{"v":1}}}'],
    misfits: ['{}', '{"v":1,"next":{}}', '{"v":1,"next":1}'],
  },
  { schema: list({ items: { $ref: '#' } }), fits: ['[]', '[[],[[]]]'], misfits: ['[1]'] },
  {
    schema: object({ properties: { l: { anyOf: [{ type: 'null' }, { $ref: '#' }] } }, required: ['l'], ...closed }),
    fits: ['{"l":null}', '{"l":{"l":null}}'],
    misfits: ['{}', '{"l":1}'],
  },
  {
    schema: {
      anyOf: [{ $ref: '#/$defs/leaf' }, { $ref: '#/$defs/pair' }],
      $defs: { leaf: { type: 'integer' }, pair: list({ items: { $ref: '#' }, minItems: 2, maxItems: 2 }) },
    },
    fits: ['1', '[1,[2,3]]'],
    misfits: ['[1]', '"a"', '[1,2,3]'],
  },
];
