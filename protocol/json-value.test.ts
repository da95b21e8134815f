import { describe, expect, it } from 'vitest';
import { jsonObjectSchema, jsonValueSchema } from './json-value.ts';
import { toolDefinitionSchema } from './tools/tool-definition.ts';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('a JSON value of somebody else', () => {
  it('is taken as it is', () => {
    const value = { a: [1, -0.5, 'x', true, null, { b: {} }] };
    expect(jsonValueSchema.parse(value)).toEqual(value);
    expect(jsonValueSchema.safeParse(nested(100)).success).toBe(true);
  });

  it('is refused with a sentence when it is too deep, however deep', () => {
    for (const levels of [101, 5_000, 200_000]) {
      const { error } = jsonValueSchema.safeParse(nested(levels));
      expect(error?.issues[0]?.message).toBe('is nested more than 100 levels deep; flatten it');
    }
    const tool = { name: 'f', description: '', parameters: { type: 'object', x: nested(50_000) } };
    const target = { kind: 'mcp', url: 'https://a.example', remoteName: 'f' };
    expect(toolDefinitionSchema.safeParse({ ...tool, target }).error?.issues[0]).toMatchObject({
      path: ['parameters', 'x'],
      message: expect.stringContaining('flatten it'),
    });
  });

  it.each([[undefined], [Number.NaN], [() => 1], [{ a: undefined }], [1n]])('is not %s', (value) => {
    expect(jsonValueSchema.safeParse(value).success).toBe(false);
  });

  it('may have to be an object', () => {
    expect(jsonObjectSchema.safeParse({ a: [] }).success).toBe(true);
    for (const other of [[], null, 'x']) expect(jsonObjectSchema.safeParse(other).success).toBe(false);
  });
});
