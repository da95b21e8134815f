import { expect, test } from 'vitest';
import { pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import { draftOf, readDraft } from './read-draft.ts';

const definition = pluginDefinitionSchema.parse({
  name: 'rates',
  kind: 'tool',
  description: '',
  capabilities: { fetchHosts: ['api.example.org'], keyValue: true },
  source: 'export default () => 1',
});
const draft = draftOf({ name: 'Rates', definition });

test('a draft that nobody touched is its definition', () => {
  expect(readDraft(draft)).toEqual({ definition });
});

test('hosts are read line by line, in lower case, and everything else is kept', () => {
  const read = readDraft({ ...draft, hosts: ' API.example.org\n\nb.example.org:8443, ' });
  expect(read).toMatchObject({
    definition: { capabilities: { fetchHosts: ['api.example.org', 'b.example.org:8443'], keyValue: true } },
  });
});

test('the first thing that is wrong is named', () => {
  expect(readDraft({ ...draft, parameters: '{' })).toMatchObject({ problem: { kind: 'parameters' } });
  expect(readDraft({ ...draft, parameters: '[]' })).toEqual({ problem: { kind: 'parametersShape' } });
  expect(readDraft({ ...draft, hosts: 'https://api.example.org/x' })).toMatchObject({
    problem: { kind: 'field', field: 'capabilities.fetchHosts.0', reason: expect.stringContaining('host name') },
  });
  const early = { ...draft, definition: { ...definition, timeoutMs: 1 } };
  expect(readDraft(early)).toMatchObject({ problem: { kind: 'field', field: 'timeoutMs' } });
});
