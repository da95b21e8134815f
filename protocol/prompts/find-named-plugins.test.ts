import { expect, test } from 'vitest';
import { findNamedPlugins } from './find-named-plugins.ts';

test('plugins are found in every text and condition, with the rule they are in', () => {
  const when = [{ kind: 'plugin' as const, plugin: 'chooser' }];
  const prompts = {
    system: 'A {{plugin first}} {{plugin "second" "x"}} \\{{plugin not_this}} {{date "YYYY"}}',
    rag: '{{plugin third question}}',
    rules: [
      { system: 'No plugin.', rag: null, when },
      { system: '{{plugin fourth}}', rag: '{{plugin fifth}}', when: [] },
    ],
  };
  expect(findNamedPlugins(prompts).map(({ rule, kind, name }) => [rule, kind, name])).toEqual([
    [null, 'prompt-function', 'first'],
    [null, 'prompt-function', 'second'],
    [null, 'prompt-function', 'third'],
    [0, 'prompt-chooser', 'chooser'],
    [1, 'prompt-function', 'fourth'],
    [1, 'prompt-function', 'fifth'],
  ]);
});

test('a name that a variable makes, and a text that is no template, name nothing', () => {
  expect(findNamedPlugins({ system: '{{plugin "a{{b}}"}} {{plugin', rag: '', rules: [] })).toEqual([]);
});
