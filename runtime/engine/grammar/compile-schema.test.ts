import { describe, expect, it } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { compileSchema } from './compile-schema.ts';
import { openGrammar } from './open-grammar.ts';
import { composedCases } from './testing/cases/composed-cases.ts';
import { exclusiveCases } from './testing/cases/exclusive-cases.ts';
import { formatCases } from './testing/cases/format-cases.ts';
import { numberCases } from './testing/cases/number-cases.ts';
import { shapeCases } from './testing/cases/shape-cases.ts';
import { textCases } from './testing/cases/text-cases.ts';
import { valueCases } from './testing/cases/value-cases.ts';
import { compileValidator } from './testing/compile-validator.ts';
import { openMatcher } from './testing/open-matcher.ts';

const cases = [
  ...exclusiveCases,
  ...valueCases,
  ...numberCases,
  ...textCases,
  ...formatCases,
  ...composedCases,
  ...shapeCases,
];

function openJudge(schema: unknown): (text: string) => boolean {
  const validate = compileValidator(schema);
  return (text) => {
    try {
      return validate(JSON.parse(text));
    } catch {
      return false;
    }
  };
}

describe('a schema as a grammar', () => {
  it.each(cases.map((row) => [JSON.stringify(row.schema), row] as const))('allows what fits %s only', (_, row) => {
    const { grammar, needsCheck } = compileSchema(row.schema, { strict: true });
    const matches = openMatcher(grammar);
    const fits = openJudge(row.schema);
    expect(needsCheck).toBe(false);
    const judged = (texts: string[]) => texts.map((text) => [text, matches(text), fits(text)]);
    expect(judged(row.fits)).toEqual(row.fits.map((text) => [text, true, true]));
    expect(judged(row.misfits)).toEqual(row.misfits.map((text) => [text, false, false]));
    expect(judged(row.narrower ?? [])).toEqual((row.narrower ?? []).map((text) => [text, false, true]));
  });

  it('is judged by more than 300 schemas, no two of them alike, and more than 1,000 texts', () => {
    expect(new Set(cases.map(({ schema }) => JSON.stringify(schema))).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(300);
    const texts = cases.flatMap(({ fits, misfits, narrower = [] }) => [...fits, ...misfits, ...narrower]);
    expect(texts.length).toBeGreaterThanOrEqual(1_000);
  });
});

function refusal(schema: unknown, strict = true): AppError {
  try {
    compileSchema(schema, { strict, param: 'schema' });
  } catch (cause) {
    if (cause instanceof AppError) return cause;
    throw cause;
  }
  throw new Error('It was not refused.');
}

describe('a schema that cannot be enforced', () => {
  it.each([
    ['not', { not: {} }],
    ['if', { if: {} }],
    ['dependentRequired', { dependentRequired: {} }],
    ['patternProperties', { patternProperties: {} }],
    ['propertyNames', { propertyNames: { pattern: '^a' } }],
    ['unevaluatedProperties', { unevaluatedProperties: false }],
    ['contains', { contains: {} }],
    ['uniqueItems', { uniqueItems: true }],
    ['$dynamicRef', { $dynamicRef: '#x' }],
    ['maxLenght', { maxLenght: 3 }],
    ['multipleOf', { multipleOf: 0.1 }],
    ['format', { format: 'iri' }],
    ['pattern', { pattern: '\\bx' }],
    ['pattern', { pattern: '(?<=a)b' }],
    ['pattern', { pattern: '(a)\\1' }],
    ['pattern', { pattern: '\\p{L}' }],
    ['pattern', { pattern: '(?:[ab]*a[ab]{16})' }],
  ])('is refused when strict, with keyword and place: %s', (keyword, schema) => {
    const error = refusal({ type: 'object', properties: { 'a/b': schema } });
    expect(error).toMatchObject({ code: 'unsupported_schema', param: `schema/properties/a~1b/${keyword}` });
    expect(error.message).toContain(`"${keyword}"`);
    expect(compileSchema({ properties: { a: schema } }, { strict: false }).needsCheck).toBe(true);
  });

  it.each([
    [{ type: 'king' }, 'schema/type'],
    [{ minLength: -1 }, 'schema/minLength'],
    [{ minItems: '1' }, 'schema/minItems'],
    [{ exclusiveMinimum: true }, 'schema/exclusiveMinimum'],
    [{ pattern: '(' }, 'schema/pattern'],
    [{ enum: 3 }, 'schema/enum'],
    [{ anyOf: [] }, 'schema/anyOf'],
    [{ properties: [] }, 'schema/properties'],
    [{ required: 'a' }, 'schema/required'],
    [{ items: 3 }, 'schema/items'],
    [{ $ref: '#/$defs/none' }, 'schema/$ref'],
    [3, 'schema'],
  ])('is refused as no schema: %j', (schema, param) => {
    for (const strict of [true, false]) expect(refusal(schema, strict)).toMatchObject({ code: 'invalid_input', param });
  });

  it.each([
    [false],
    [{ allOf: [{ type: 'string' }, { type: 'null' }] }],
    [{ enum: [] }],
    [{ type: 'string', minLength: 3, maxLength: 2 }],
    [{ type: 'string', pattern: '^a$', minLength: 2 }],
    [{ type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] }],
    [{ type: 'object', required: ['a'], additionalProperties: false }],
  ])('is refused where no value can fit: %j', (schema) => {
    expect(refusal(schema)).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('No value can fit'),
    });
  });

  it('is refused where a reference leads only to itself, or alternatives multiply without end', () => {
    expect(refusal({ $ref: '#' }).message).toContain('leads only to itself');
    expect(refusal({ anyOf: [{ $ref: '#/$defs/a' }], $defs: { a: { anyOf: [{ $ref: '#' }] } } }).message).toContain(
      'only to itself',
    );
    const two = { anyOf: [{ minLength: 1 }, { minLength: 2 }] };
    expect(refusal({ allOf: Array.from({ length: 12 }, () => two) }).message).toContain('More than 256 alternatives');
  });

  it('is refused before it could hold up the node', () => {
    const slow = (index: number) => [`p${index}`, { pattern: `^(?:[ab]*a[ab]{9})${index}$` }];
    const before = process.cpuUsage();
    const many = {
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => slow(index))),
    };
    expect(refusal(many).message).toContain('too large or too intricate');
    expect(process.cpuUsage(before).user).toBeLessThan(6_000_000);
    const names = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`p${index}`, true]));
    const open = { type: 'object', properties: names, additionalProperties: { type: 'string' } };
    expect(refusal(open)).toMatchObject({ code: 'unsupported_schema', param: 'schema/additionalProperties' });
    for (const pattern of ['^(?:a{1,1000}){1,9}$', '^(?:(?:a?){90}(?:a?){90}){40}$']) {
      expect(refusal({ pattern }).message).toContain('too large');
    }
  });

  it.each([
    [{ oneOf: [{ type: 'integer' }, { type: 'number' }] }],
    [{ oneOf: [{ items: { type: 'integer' } }, { items: { type: 'string' } }], type: 'array' }],
    [{ oneOf: [true, true] }],
  ])('is marked for the check where what fits one branch of oneOf only cannot be written down: %j', (schema) => {
    expect(compileSchema(schema, { strict: true }).needsCheck).toBe(true);
  });
});

describe('a grammar of several schemas', () => {
  it('holds calls of functions, each with its own arguments', () => {
    const grammar = openGrammar();
    const options = { isStrict: true, param: 'tools' };
    const { rule: time } = grammar.addSchema(
      { type: 'object', properties: { zone: { enum: ['UTC'] } }, required: ['zone'] },
      'tool-0',
      options,
    );
    const { rule: add } = grammar.addSchema(
      { type: 'object', properties: { n: { $ref: '#/$defs/n' } }, required: ['n'], $defs: { n: { type: 'integer' } } },
      'tool-1',
      options,
    );
    grammar.addRule('call', [
      [{ text: '{"name": "time", "arguments": ' }, { rule: time }, { text: '}' }],
      [{ text: '{"name": "add", "arguments": ' }, { rule: add }, { text: '}' }],
    ]);
    const matches = openMatcher(grammar.text('call'));
    expect(matches('{"name": "time", "arguments": {"zone":"UTC"}}')).toBe(true);
    expect(matches('{"name": "add", "arguments": {"n":3}}')).toBe(true);
    expect(matches('{"name": "add", "arguments": {"zone":"UTC"}}')).toBe(false);
  });
});
