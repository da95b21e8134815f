import type { SchemaCase } from './case-type.ts';

type Texts = [fits: string[], misfits: string[], narrower?: string[]];
const row = (schema: object, ...[fits, misfits, narrower = []]: Texts): SchemaCase => ({
  schema,
  ...{ fits, misfits, narrower },
});
const text = { type: 'string' };
const flag = { type: 'boolean' };
const count = { type: 'integer', minimum: 0 };
const closed = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  ...{ type: 'object', properties, required },
  additionalProperties: false,
});
const list = (rest: object) => ({ type: 'array', ...rest });
const tagged = (kind: string, rest: Record<string, unknown> = {}) => closed({ kind: { const: kind }, ...rest });

/** Objects, lists, choices and references as people write them for answers and for arguments of functions. */
export const shapeCases: SchemaCase[] = [
  row(closed({ ok: flag }), ['{"ok":true}', '{ "ok": false }'], ['{}', '{"ok":1}', '{"ok":true,"x":1}']),
  row(closed({ name: text, age: count }), ['{"name":"A","age":3}'], ['{"name":"A"}', '{"name":"A","age":-1}']),
  row(closed({ a: flag, b: flag }, ['a']), ['{"a":true}', '{"a":true,"b":false}'], ['{"b":true}', '{}']),
  row(closed({ a: flag, b: flag }, ['b']), ['{"b":true}', '{"a":true,"b":false}'], ['{"a":true}', '{}']),
  row(closed({ a: flag, b: flag, c: flag }, ['a', 'c']), ['{"a":true,"c":true}'], ['{"a":true}', '{"c":true}']),
  row(closed({ a: flag, b: flag, c: flag }, []), ['{}', '{"b":true}', '{"a":true,"c":true}'], ['{"d":true}']),
  row(closed({ '': flag }), ['{"":true}'], ['{"":1}', '{"a":true}']),
  row(closed({ 'a b': flag, 'a-b': flag }), ['{"a b":true,"a-b":false}'], ['{"a b":true}']),
  row(closed({ 'line\nbreak': flag }), [String.raw`{"line\nbreak":true}`], ['{"line":true}']),
  row(closed({ größe: count }), ['{"größe":3}'], ['{"groesse":3}', '{"größe":"3"}']),
  row(closed({ a: { type: 'null' } }), ['{"a":null}'], ['{}', '{"a":0}']),
  row(closed({ a: {} }), ['{"a":null}', '{"a":[{}]}'], ['{}']),
  row(closed({ a: true }, []), ['{}', '{"a":"x"}'], ['{"b":1}']),
  row(closed({ a: closed({ b: closed({ c: flag }) }) }), ['{"a":{"b":{"c":true}}}'], ['{"a":{"b":{}}}', '{"a":{}}']),
  row(closed({ a: { type: ['integer', 'null'] } }), ['{"a":null}', '{"a":4}'], ['{"a":"4"}', '{}']),
  row(closed({ a: { anyOf: [count, { type: 'null' }] } }), ['{"a":null}', '{"a":0}'], ['{"a":-1}']),
  row(closed({ a: { enum: ['x', 'y'] } }), ['{"a":"x"}'], ['{"a":"z"}', '{"a":null}']),
  row(closed({ a: { const: 'x' }, b: { enum: [1, 2] } }), ['{"a":"x","b":2}'], ['{"a":"x","b":3}', '{"a":"y","b":1}']),
  row(
    closed({ type: { const: 'object' }, properties: flag, required: flag }),
    ['{"type":"object","properties":true,"required":false}'],
    ['{"type":"array","properties":true,"required":false}'],
  ),
  row({ type: 'object', additionalProperties: text }, ['{}', '{"a":"x","b":"y"}'], ['{"a":1}', '[]']),
  row({ type: 'object', additionalProperties: flag, minProperties: 1 }, ['{"a":true}'], ['{}', '{"a":1}']),
  row({ type: 'object', additionalProperties: count, maxProperties: 1 }, ['{}', '{"a":1}'], ['{"a":1,"b":2}']),
  row({ type: 'object', additionalProperties: list({ items: flag }) }, ['{"a":[true]}', '{}'], ['{"a":[1]}']),
  row(
    { type: 'object', properties: { id: count }, required: ['id'], additionalProperties: text },
    ['{"id":1}', '{"id":1,"n":"x"}'],
    ['{"n":"x"}', '{"id":1,"n":2}'],
  ),
  row({ type: ['object', 'null'], properties: { a: flag }, required: ['a'] }, ['null', '{"a":true}'], ['{}', '1']),
  row(list({ items: text }), ['[]', '["a","b"]'], ['[1]', '["a",]', '"a"']),
  row(list({ items: flag, minItems: 1 }), ['[true]', '[true,false]'], ['[]', '[1]']),
  row(list({ items: flag, minItems: 1, maxItems: 1 }), ['[true]'], ['[]', '[true,true]']),
  row(list({ items: flag, minItems: 2, maxItems: 4 }), ['[true,true]', '[true,true,true,true]'], ['[true]', '[]']),
  row(list({ items: { enum: ['a', 'b'] }, maxItems: 3 }), ['[]', '["a","b","a"]'], ['["c"]', '["a","a","a","a"]']),
  row(list({ items: closed({ a: flag }) }), ['[]', '[{"a":true},{"a":false}]'], ['[{}]', '[{"a":true}{}]']),
  row(list({ items: list({ items: count, minItems: 2, maxItems: 2 }) }), ['[[1,2],[3,4]]', '[]'], ['[[1]]', '[1,2]']),
  row(list({ items: { anyOf: [flag, { type: 'null' }] } }), ['[true,null]'], ['[0]', '[true,"x"]']),
  row(list({ prefixItems: [text, count], items: false, minItems: 2 }), ['["a",1]'], ['["a"]', '[1,"a"]', '["a",1,2]']),
  row(list({ prefixItems: [flag], items: text, minItems: 1 }), ['[true]', '[true,"a","b"]'], ['[]', '[true,1]']),
  row(list({ items: { type: 'null' }, maxItems: 1 }), ['[]', '[null]'], ['[null,null]', '[0]']),
  row(list({ maxItems: 1 }), ['[]', '[{"a":1}]'], ['[1,2]']),
  row(
    closed({ tags: list({ items: text, maxItems: 2 }) }),
    ['{"tags":[]}', '{"tags":["a","b"]}'],
    ['{"tags":["a","b","c"]}'],
  ),
  row(
    closed({ rows: list({ items: closed({ x: count, y: count }), minItems: 1 }) }),
    ['{"rows":[{"x":1,"y":2}]}'],
    ['{"rows":[]}', '{"rows":[{"x":1}]}'],
  ),
  row({ anyOf: [text, flag, { type: 'null' }] }, ['"a"', 'true', 'null'], ['1', '[]', '{}']),
  row({ anyOf: [count, list({ items: count })] }, ['1', '[1,2]', '[]'], ['"1"', '["1"]', '-1']),
  row(
    { anyOf: [tagged('a'), tagged('b', { n: count })] },
    ['{"kind":"a"}', '{"kind":"b","n":1}'],
    ['{"kind":"b"}', '{"kind":"c"}'],
  ),
  row({ oneOf: [tagged('x'), tagged('y')] }, ['{"kind":"x"}', '{"kind":"y"}'], ['{"kind":"z"}', '{}']),
  row({ oneOf: [{ const: 'on' }, { const: 'off' }] }, ['"on"', '"off"'], ['"maybe"', 'true']),
  row(
    {
      oneOf: [
        { type: 'integer', maximum: 0 },
        { type: 'integer', minimum: 5 },
      ],
    },
    ['0', '-3', '5', '50'],
    ['1', '4'],
  ),
  row({ oneOf: [flag, list({ items: flag })] }, ['true', '[false]'], ['1', '[1]']),
  row(
    list({ items: { oneOf: [tagged('p', { v: text }), tagged('q', { v: count })] } }),
    ['[{"kind":"p","v":"a"},{"kind":"q","v":1}]'],
    ['[{"kind":"p","v":1}]'],
  ),
  row({ allOf: [text, { minLength: 2 }] }, ['"ab"'], ['"a"', '1']),
  row({ allOf: [{ enum: ['a', 'b', 'c'] }, { enum: ['b', 'c', 'd'] }] }, ['"b"', '"c"'], ['"a"', '"d"']),
  row({ allOf: [text, { pattern: '^[a-z]+$' }, { maxLength: 3 }] }, ['"abc"', '"a"'], ['"abcd"', '"A"', '""']),
  row(
    { allOf: [list({ minItems: 1 }), { maxItems: 2, items: flag }] },
    ['[true]', '[true,true]'],
    ['[]', '[true,true,true]'],
  ),
  row(
    { type: 'integer', allOf: [{ minimum: 3 }], anyOf: [{ maximum: 4 }, { minimum: 90 }] },
    ['3', '4', '90'],
    ['2', '5', '89'],
  ),
  row({ $ref: '#/$defs/n', $defs: { n: count } }, ['0', '7'], ['-1', '"0"']),
  row({ $ref: '#/definitions/n', definitions: { n: flag } }, ['true'], ['1']),
  row(
    { ...closed({ from: { $ref: '#/$defs/p' }, to: { $ref: '#/$defs/p' } }), $defs: { p: closed({ x: count }) } },
    ['{"from":{"x":1},"to":{"x":2}}'],
    ['{"from":{"x":1}}', '{"from":{"x":1},"to":{}}'],
  ),
  row(
    {
      $ref: '#/$defs/node',
      $defs: { node: closed({ v: count, left: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/node' }] } }) },
    },
    ['{"v":1,"left":null}', '{"v":1,"left":{"v":2,"left":null}}'],
    ['{"v":1}', '{"v":1,"left":{}}'],
  ),
  row(
    { ...closed({ name: text, children: list({ items: { $ref: '#' } }) }) },
    ['{"name":"a","children":[]}', '{"name":"a","children":[{"name":"b","children":[]}]}'],
    ['{"name":"a"}', '{"name":"a","children":[1]}'],
  ),
  row(
    { anyOf: [{ type: 'null' }, closed({ next: { $ref: '#' } })] },
    ['null', '{"next":null}', '{"next":{"next":null}}'],
    ['{}', '{"next":1}'],
  ),
  row(
    {
      $ref: '#/$defs/even',
      $defs: {
        even: list({ items: { $ref: '#/$defs/odd' }, maxItems: 2 }),
        odd: { anyOf: [flag, { $ref: '#/$defs/even' }] },
      },
    },
    ['[]', '[true,[false]]'],
    ['true', '[1]', '[true,true,true]'],
  ),
  row(
    {
      properties: { a: { $ref: '#/$defs/x/properties/y' } },
      type: 'object',
      required: ['a'],
      additionalProperties: false,
      $defs: { x: { properties: { y: flag } } },
    },
    ['{"a":true}'],
    ['{"a":1}'],
  ),
];
