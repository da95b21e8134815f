import { Template } from '@huggingface/jinja';
import { expect, it } from 'vitest';
import { toolTemplates } from '#runtime/testing/tool-templates.ts';
import { detectToolFormat } from './detect-tool-format.ts';

function detect(template: string) {
  const compiled = new Template(template);
  return detectToolFormat((input) => compiled.render({ ...input, bos_token: '', eos_token: '' }));
}

it.each([
  [
    'hermes',
    {
      mark: '<tool_call>',
      begin: '',
      open: '<tool_call>\n{"name": "',
      middle: '", "arguments": ',
      close: '}\n</tool_call>',
      between: '\n',
      end: '',
    },
  ],
  [
    'llama',
    { mark: '', begin: '', open: '{"name": "', middle: '", "parameters": ', close: '}', between: null, end: '' },
  ],
  [
    'mistral',
    {
      mark: '[TOOL_CALLS]',
      begin: '[TOOL_CALLS] [',
      open: '{"name": "',
      middle: '", "arguments": ',
      close: '}',
      between: ', ',
      end: ']',
    },
  ],
  [
    'bare',
    { mark: '[TOOL_CALLS]', begin: '', open: '[TOOL_CALLS]', middle: '[ARGS]', close: '', between: '', end: '' },
  ],
] as const)('finds how a template of the %s form writes calls', (name, format) => {
  expect(detect(toolTemplates[name])).toEqual({ format: { kind: 'wrapped', ...format }, argumentsAs: 'object' });
});

it('finds nothing in a template that knows no tools, or writes calls in a form nobody knows', () => {
  expect(detect('{% for m in messages %}{{ m.content }}{% endfor %}')).toBeNull();
  const strange =
    '{% for t in tools %}{{ t | tojson }}{% endfor %}{% for m in messages %}{{ m.content }}{% for c in m.tool_calls or [] %}<f={{ c.function.name }}>{% endfor %}{% endfor %}';
  expect(detect(strange)).toBeNull();
  expect(detect("{{ raise_exception('no') }}")).toBeNull();
});

it('gives arguments as text to a template that puts them together itself', () => {
  const text =
    '{% for t in tools %}{{ t | tojson }}{% endfor %}{% for m in messages %}{% for c in m.tool_calls or [] %}{{ \'<tool_call>{"name": "\' + c.function.name + \'", "arguments": \' + c.function.arguments + \'}</tool_call>\' }}{% endfor %}{% endfor %}';
  expect(detect(text)).toMatchObject({
    argumentsAs: 'text',
    format: { open: '<tool_call>{"name": "', close: '}</tool_call>' },
  });
});
