import { escapeRegExp } from './escape-reg-exp.ts';
import type { ToolFormat } from './tool-format.ts';

/** What a chat template is given. */
export interface TemplateInput {
  messages: Record<string, unknown>[];
  tools?: unknown[];
  add_generation_prompt: boolean;
}

/** How a template wants tools, and how its model writes calls. */
export interface TemplateTools {
  format: ToolFormat;
  /** Whether it takes the arguments of earlier calls as an object or as JSON text. */
  argumentsAs: 'object' | 'text';
}

/** Finds out by rendering a conversation with calls. null for a template that has no place for tools, or writes calls in a form that isn't known here. */
export function detectToolFormat(render: (input: TemplateInput) => string): TemplateTools | null {
  if (!renderProbe(render, { messages: [ask], tools: [declaration] })?.includes(declared)) return null;
  for (const argumentsAs of ['object', 'text'] as const) {
    const one = renderProbe(render, { messages: [ask, callOf([first], argumentsAs), ...results([first])] });
    const shape = one === null ? null : readShape(one);
    if (!shape) continue;
    const two = renderProbe(render, {
      messages: [ask, callOf([first, second], argumentsAs), ...results([first, second])],
    });
    return { format: { ...shape, between: two === null ? null : readBetween(two, shape) }, argumentsAs };
  }
  return null;
}

const declared = 'probe_declared';
const first = 'probe_first';
const second = 'probe_second';
const probe = { probe_key: 'probe_value' };
const ask = { role: 'user', content: 'Probe?' };
const declaration = {
  type: 'function',
  function: {
    name: declared,
    description: 'A probe.',
    parameters: {
      type: 'object',
      properties: { probe_key: { type: 'string', description: 'A key.' } },
      required: ['probe_key'],
    },
  },
};

function callOf(names: string[], argumentsAs: TemplateTools['argumentsAs']): Record<string, unknown> {
  const given = argumentsAs === 'object' ? probe : JSON.stringify(probe);
  const calls = names.map((name) => ({ id: idOf(name), type: 'function', function: { name, arguments: given } }));
  return { role: 'assistant', content: '', tool_calls: calls };
}

function results(names: string[]): Record<string, unknown>[] {
  return names.map((name) => ({ role: 'tool', name, tool_call_id: idOf(name), content: 'probe result' }));
}

/** Templates of Mistral want ids of nine letters or digits. */
function idOf(name: string): string {
  return name === first ? 'probe0001' : 'probe0002';
}

function renderProbe(
  render: (input: TemplateInput) => string,
  input: Omit<TemplateInput, 'add_generation_prompt'>,
): string | null {
  try {
    return render({ tools: [declaration], ...input, add_generation_prompt: false });
  } catch {
    return null;
  }
}

/** The marks that models of today put in front of calls, and at their end; `list` for those that write a JSON list. */
const marks = [
  { mark: '<tool_call>', end: '</tool_call>', isList: false },
  { mark: '[TOOL_CALLS]', end: '', isList: true },
  { mark: '[TOOL_CALLS]', end: '', isList: false },
  { mark: '<TOOLCALL>', end: '</TOOLCALL>', isList: true },
  { mark: '<|tool_call|>', end: '<|/tool_call|>', isList: true },
  { mark: '<|tool_call|>', end: '', isList: true },
  { mark: '<|python_tag|>', end: '', isList: false },
  { mark: '', end: '', isList: false },
];
const argumentsPattern = '\\{\\s*"probe_key":\\s*"probe_value"\\s*\\}';

function readShape(rendered: string): Omit<ToolFormat, 'between'> | null {
  for (const row of marks) {
    const shape = row.mark === '[TOOL_CALLS]' && !row.isList ? readBare(rendered) : readObject(rendered, row);
    if (shape) return shape;
  }
  return null;
}

/** `{"name": "f", "arguments": {…}}`, with a mark or in a list. */
function readObject(
  rendered: string,
  { mark, end, isList }: (typeof marks)[number],
): Omit<ToolFormat, 'between'> | null {
  const begin = isList ? `(?<begin>${escapeRegExp(mark)}\\s*\\[\\s*)` : '(?<begin>)';
  const open = isList
    ? '(?<open>\\{\\s*"name":\\s*")'
    : `(?<open>${mark === '' ? '' : `${escapeRegExp(mark)}\\s*`}\\{\\s*"name":\\s*")`;
  const middle = '(?<middle>",\\s*"(?:arguments|parameters)":\\s*)';
  // An id behind the arguments is for the conversation: models don't write one.
  const close = `(?<close>(?:,\\s*"id":\\s*"probe0001")?\\s*\\}${isList ? '' : `(?:\\s*${escapeRegExp(end)})`})`;
  const tail = isList ? `(?<end>\\s*\\]\\s*${escapeRegExp(end)})` : '(?<end>)';
  const match = new RegExp(`${begin}${open}${first}${middle}${argumentsPattern}${close}${tail}`).exec(rendered);
  const found = match?.groups;
  if (!found) return null;
  const texts = { begin: found.begin ?? '', open: found.open ?? '', middle: found.middle ?? '', end: found.end ?? '' };
  return { kind: 'wrapped', mark, ...texts, close: (found.close ?? '').replace(/,\s*"id":\s*"probe0001"/, '') };
}

/** `[TOOL_CALLS]f[ARGS]{…}` and `[TOOL_CALLS]f{…}`. */
function readBare(rendered: string): Omit<ToolFormat, 'between'> | null {
  const match = new RegExp(`(?<open>\\[TOOL_CALLS\\]\\s*)${first}(?<middle>\\[ARGS\\])?${argumentsPattern}`).exec(
    rendered,
  );
  const found = match?.groups;
  if (!found) return null;
  const { open = '', middle = '' } = found;
  return { kind: 'wrapped', mark: '[TOOL_CALLS]', begin: '', open, middle, close: '', end: '' };
}

/** What stands between two calls; null where only one of them is there. */
function readBetween(rendered: string, { open, close }: Omit<ToolFormat, 'between'>): string | null {
  const id = '(?:,\\s*"id":\\s*"probe000\\d")?';
  const closing = close === '' ? '' : `${id}${escapeRegExp(close)}`;
  const pattern = `${first}.*?probe_value"\\s*\\}${closing}(?<between>[\\s,;]*)${escapeRegExp(open)}${second}`;
  return new RegExp(pattern, 's').exec(rendered)?.groups?.between ?? null;
}
