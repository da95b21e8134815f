import fc from 'fast-check';

const names = ['a', 'b', 'name', 'x-y', 'ü', '"q"', 'back\\slash'];
const patterns = ['^[a-c]+$', 'x', '^(?:ab|cd){1,3}$', '^\\d{2}[.,]\\w*$', '^(?!a)[ab]{1,3}$', '[^"\\\\]$'];
const formats = ['date', 'time', 'date-time', 'uuid', 'email', 'ipv4', 'ipv6', 'hostname', 'uri', 'duration'];
const small = fc.integer({ min: -30, max: 120 });
const scalar = fc.oneof(fc.constant(null), fc.boolean(), small, fc.string({ maxLength: 5 }));

const text = fc.oneof(
  fc
    .record(
      { minLength: fc.integer({ min: 0, max: 4 }), maxLength: fc.integer({ min: 4, max: 80 }) },
      { requiredKeys: [] },
    )
    .map((bounds) => ({ type: 'string', ...bounds })),
  fc.constantFrom(...patterns).map((pattern) => ({ type: 'string', pattern })),
  fc.constantFrom(...formats).map((format) => ({ type: 'string', format })),
);
const number = fc
  .tuple(
    fc.constantFrom('integer', 'number'),
    fc.record(
      {
        minimum: fc.oneof(small, fc.constantFrom(-2.5, 0.125, 1e-7)),
        exclusiveMaximum: fc.oneof(fc.integer({ min: 121, max: 10_000 }), fc.constantFrom(130.75, 1e6)),
      },
      { requiredKeys: [] },
    ),
    fc.constantFrom({}, {}, { multipleOf: 3 }, { multipleOf: 10 }),
  )
  .map(([type, bounds, multiple]) => ({ type, ...bounds, ...multiple }));
const listed = fc.array(scalar, { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values }));
const leaf = fc.oneof(
  text,
  number,
  listed,
  fc.constantFrom({}, true, { type: ['boolean', 'null'] }, { const: { a: [1] } }),
);

/** Schemas within what is supported, that some value fits; `$defs` holds a tree that goes back into itself. */
export const randomSchema = fc
  .letrec<{ schema: unknown; object: Record<string, unknown> }>((tie) => ({
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      tie('object'),
      fc
        .tuple(tie('schema'), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 2, max: 90 }))
        .map(([items, minItems, maxItems]) => ({ type: 'array', items, minItems, maxItems })),
      fc
        .tuple(tie('schema'), tie('schema'))
        .map(([first, second]) => ({ type: 'array', prefixItems: [first, second], items: false })),
      fc.tuple(tie('schema'), tie('schema')).map((anyOf) => ({ anyOf })),
      fc
        .tuple(tie('object'), tie('object'))
        .map(([one, other]) => ({ oneOf: [tagged(one, 'one'), tagged(other, 'other')] })),
      fc.constant({ $ref: '#/$defs/tree' }),
    ),
    object: fc
      .tuple(
        fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }),
        fc.array(tie('schema'), { minLength: 4, maxLength: 4 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        fc.oneof(fc.constantFrom(undefined, false, true), tie('schema')),
      )
      .map(([keys, values, isRequired, additionalProperties]) => ({
        type: 'object',
        properties: Object.fromEntries(keys.map((key, index) => [key, values[index]])),
        required: keys.filter((_, index) => isRequired[index]),
        ...(additionalProperties === undefined ? {} : { additionalProperties }),
      })),
  }))
  .schema.map((schema) => ({ allOf: [schema], $defs: { tree } }));

/** `oneOf` whose branches mostly overlap; some value fits one of them, though not always one only. */
export const randomOverlap = fc
  .tuple(randomSchema, randomSchema, fc.boolean(), fc.constantFrom(['a'], ['b'], ['name', 'a'], []))
  .map(([first, second, isObject, required]) => ({
    oneOf: [
      isObject ? { type: 'object', properties: { a: first, name: second }, required } : first,
      isObject ? { type: 'object', properties: { a: second, b: first }, required: ['b'] } : second,
      ...(required.length > 1 ? [{ type: 'object', properties: { a: first }, additionalProperties: false }] : []),
    ],
    $defs: { tree },
  }));

const tree = {
  type: 'object',
  properties: { value: { type: 'boolean' }, children: { type: 'array', items: { $ref: '#/$defs/tree' } } },
  required: ['children'],
  additionalProperties: false,
};

function tagged(schema: Record<string, unknown>, tag: string): unknown {
  const { properties, required } = schema as { properties: object; required: string[] };
  return { ...schema, properties: { ...properties, tag: { const: tag } }, required: [...required, 'tag'] };
}
