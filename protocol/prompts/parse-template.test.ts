import { describe, expect, it } from 'vitest';
import { checkTemplate, templateProblem } from './check-template.ts';
import { parseTemplate } from './parse-template.ts';

const kinds = (template: string) => parseTemplate(template).map(({ kind }) => kind);

describe('a template', () => {
  it('is text, variables and calls, each with its place', () => {
    const template = 'On {{date}} see {{get "https://a.example/x" "a.b"}}.';
    const parts = parseTemplate(template);
    expect(parts.map((part) => template.slice(part.start, part.end))).toEqual([
      'On ',
      '{{date}}',
      ' see ',
      '{{get "https://a.example/x" "a.b"}}',
      '.',
    ]);
    expect(parts[3]).toMatchObject({ kind: 'call', name: 'get', arguments: [['https://a.example/x'], ['a.b']] });
  });

  it('takes variables as arguments and inside strings, and escapes', () => {
    const [call] = parseTemplate(String.raw`{{ web_search "a \"b\" {{caller.city}}\n" question }}`);
    expect(call).toMatchObject({
      arguments: [['a "b" ', { variable: 'caller.city' }, '\n'], [{ variable: 'question' }]],
    });
  });

  it('shows two braces behind a backslash as they are', () => {
    expect(parseTemplate(String.raw`use \{{name}} here`)).toMatchObject([{ kind: 'text', text: 'use {{name}} here' }]);
  });

  it('says what it cannot read and reads on behind it', () => {
    expect(kinds('{{}} {{date}}')).toEqual(['problem', 'text', 'variable']);
    expect(kinds('{{get "https://a {{date}}')).toEqual(['problem', 'text', 'variable']);
    expect(kinds('{{9}}x')).toEqual(['problem', 'text']);
    expect(kinds('{{date')).toEqual(['problem', 'text']);
  });

  it('is read in time that grows with its length, whatever it holds', () => {
    const before = process.cpuUsage();
    parseTemplate('{{a "'.repeat(4_000));
    parseTemplate('{{'.repeat(10_000));
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });

  it('keeps every character of a text without braces', () => {
    expect(parseTemplate('a } } { b')).toMatchObject([{ kind: 'text', text: 'a } } { b' }]);
    expect(parseTemplate('')).toEqual([]);
  });
});

describe('checking a template', () => {
  it('finds nothing in what is right', () => {
    const right =
      '{{date}} {{date "D MMMM" "-2w"}} {{search question}} {{own}} {{caller.city}} {{plugin weather "Bern" own}}';
    expect(checkTemplate(right, ['own'])).toEqual([]);
  });

  it.each([
    ['{{nothing}}', 'no variable "nothing"'],
    ['{{run "x"}}', 'no function "run"'],
    ['{{constructor "x"}}', 'no function "constructor"'],
    ['{{search}}', 'needs an argument'],
    ['{{get "http://a.example"}}', 'begin with https://'],
    ['{{date "YYYY" "soon"}}', "can't move a date"],
    ['{{plugin "weather"}}', 'without quotes'],
    ['{{search question question}}', 'takes 1 arguments'],
  ])('says of %s that there is %s', (template, words) => {
    expect(templateProblem(template, [])).toContain(words);
  });

  it('lets a variable pass that only the agent can know, where no agent is known', () => {
    expect(templateProblem('{{mine}}')).toBeNull();
    expect(templateProblem('{{search mine}} {{oh')).toContain('{{');
  });
});
