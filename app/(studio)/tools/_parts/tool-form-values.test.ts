import { expect, test } from 'vitest';
import { type ToolDefinition, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { definitionOf, formOf } from './tool-form-values.ts';

function tool(): ToolDefinition {
  return toolDefinitionSchema.parse({
    name: 'find',
    description: 'Finds.',
    parameters: {
      type: 'object',
      additionalProperties: false,
      $defs: { Tree: { type: 'object' } },
      properties: {
        q: { type: 'string', minLength: 2, examples: ['a', 'b'] },
        kind: { type: 'string', enum: ['x', 'y'] },
        size: { type: ['integer', 'null'], enum: [1, 2] },
        tree: { $ref: '#/$defs/Tree' },
        key: { type: 'string' },
        user: { type: 'string' },
      },
      required: ['q'],
    },
    target: {
      kind: 'http',
      method: 'POST',
      url: 'https://x.org/{q}',
      arguments: {
        q: { in: 'path', filledBy: { by: 'model' } },
        kind: { in: 'query', as: 'filter[kind]', filledBy: { by: 'model' } },
        size: { in: 'body', filledBy: { by: 'fixed', value: 2 } },
        tree: { in: 'body', filledBy: { by: 'model' } },
        key: { in: 'header', filledBy: { by: 'fixed', value: 'k' } },
        user: { in: 'header', as: 'X-User', filledBy: { by: 'caller', key: 'user_id' } },
      },
      auth: { kind: 'oauth2', tokenUrl: 'https://id.org/t', clientId: 'me', scope: 'a', secret: 'find_client' },
      output: { kind: 'jmespath', expression: 'a.b' },
    },
    cacheSeconds: 5,
  });
}

test('a definition that goes through the form unchanged is the same', () => {
  expect(definitionOf(formOf('Find', tool()), tool())).toEqual(tool());
  const mcp = toolDefinitionSchema.parse({
    ...tool(),
    target: { kind: 'mcp', url: 'https://x.org/', remoteName: 'find' },
  });
  expect(definitionOf(formOf('Find', mcp), mcp)).toEqual(mcp);
});

test('what is changed in the form is changed in the definition, and what the table does not show stays', () => {
  const values = formOf('Find', tool());
  const [q, kind, size] = values.rows;
  if (!q || !kind || !size) throw new Error('rows are missing');
  const rows = [
    { ...q, description: ' The words ', isRequired: false, example: 'bees' },
    { ...kind, choices: 'x, z ', isRequired: true },
    { ...size, type: 'boolean' as const, value: 'true', example: 'false' },
  ];
  const changed = definitionOf(
    { ...values, functionName: ' search ', rows, output: { kind: 'whole', text: '' } },
    tool(),
  );
  expect(changed).toMatchObject({
    name: 'search',
    parameters: {
      $defs: { Tree: {} },
      properties: {
        q: { type: 'string', minLength: 2, description: 'The words', examples: ['bees'] },
        kind: { type: 'string', enum: ['x', 'z'] },
        size: { type: 'boolean', examples: [false] },
      },
      required: ['kind'],
    },
    target: { output: { kind: 'whole' }, arguments: { size: { filledBy: { by: 'fixed', value: true } } } },
  });
  expect(Object.keys(Object(changed.parameters.properties))).toEqual(['q', 'kind', 'size']);
});
