import { afterAll, describe, expect, it } from 'vitest';
import { openSchemaChecker } from './open-schema-checker.ts';

const checker = openSchemaChecker();
afterAll(() => checker.close());

describe('the check of an answer against its schema', () => {
  it('tells what does not fit, and where', async () => {
    const schema = { type: 'object', properties: { age: { type: 'integer', minimum: 1 } } };
    expect(await checker.findMisfit(schema, '{"age": 2}')).toBeNull();
    expect(await checker.findMisfit(schema, '{"age": 0}')).toBe('/age must be >= 1');
    expect(await checker.findMisfit(schema, '{"age": 2')).toBe('it is not JSON');
  });

  it('reads each draft as it is meant', async () => {
    const tuple = [{ type: 'string' }, { type: 'number' }];
    for (const schema of [
      { items: tuple },
      { $schema: 'http://json-schema.org/draft-07/schema#', items: tuple },
      { $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: tuple },
      { prefixItems: tuple },
    ]) {
      expect(await checker.findMisfit(schema, '["a", 1]')).toBeNull();
      expect(await checker.findMisfit(schema, '["a", "b"]')).toBe('/1 must be number');
    }
  });

  it('knows formats', async () => {
    expect(await checker.findMisfit({ format: 'date' }, '"2024-02-29"')).toBeNull();
    expect(await checker.findMisfit({ format: 'date' }, '"2023-02-29"')).toContain('format "date"');
  });

  it('refuses what is no schema, by its field', async () => {
    await expect(checker.prepare({ type: 'king' }, 'response_format.json_schema.schema')).rejects.toMatchObject({
      code: 'invalid_input',
      param: 'response_format.json_schema.schema',
      message: expect.stringContaining('not valid'),
    });
    await expect(checker.prepare({ type: 'string' }, 'x')).resolves.toBeUndefined();
  });

  it('ends a hostile pattern, and works on', async () => {
    const text = JSON.stringify(`${'a'.repeat(60)}!`);
    expect(await checker.findMisfit({ pattern: '^(a+)+$' }, text)).toBe('it could not be checked in time');
    expect(await checker.findMisfit({ type: 'string' }, text)).toBeNull();
  });

  it('ends its process when even that does not answer, and starts another', async () => {
    const hasty = openSchemaChecker({ timeoutMs: 1 });
    expect(await hasty.findMisfit({ type: 'string' }, '"a"')).toBe('it could not be checked in time');
    await hasty.close();
  });
});
