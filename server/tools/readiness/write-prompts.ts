import type { z } from 'zod';
import { jsonValueSchema } from '#protocol/json-value.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { type ModelArgument, modelArguments } from './model-arguments.ts';
import type { ReadinessPrompt } from './readiness-schema.ts';

const wordings: ((task: string, values: string) => string)[] = [
  (task, values) => (values ? `${task} Use ${values}.` : task),
  (task, values) => `Please do this for me: ${lowerFirst(task)}${values ? ` The details: ${values}.` : ''}`,
  (task, values) => `I need this done now. ${task}${values ? ` With ${values}.` : ''}`,
  (task, values) => `${values ? `Given ${values}: ` : ''}${lowerFirst(task)}`,
];

/** Questions that a tool's own words make: its first sentence as a task, and example values of what it needs. A person can replace them by better ones. */
export function writePrompts(definition: ToolDefinition, count = 3): ReadinessPrompt[] {
  const task = taskOf(definition);
  const all = modelArguments(definition);
  const needed = all.filter(({ isRequired }) => isRequired);
  const asked = (needed.length > 0 ? needed : all.slice(0, 1)).slice(0, 6);
  return Array.from({ length: count }, (_, round) => {
    const expected = asked.map((argument) => [argument.name, exampleOf(argument, round)] as const);
    const values = expected.map(([name, value]) => `${words(name)} ${shown(value)}`).join(', ');
    const wording = wordings[round % wordings.length] ?? wordings[0];
    return { question: (wording?.(task, values) ?? task).slice(0, 2_000), expected: Object.fromEntries(expected) };
  });
}

function taskOf({ name, description }: ToolDefinition): string {
  const [sentence = ''] = /^.+?[.!?](?=\s|$)|^.+$/s.exec(description.trim()) ?? [];
  const task = sentence.trim() || `${words(name)}.`;
  const ended = /[.!?]$/.test(task) ? task : `${task}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function words(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_.-]+/g, ' ')
    .toLowerCase();
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}

const samples: Record<string, string[]> = {
  date: ['2026-03-14', '2026-07-01', '2026-11-30'],
  'date-time': ['2026-03-14T09:30:00Z', '2026-07-01T18:00:00Z', '2026-11-30T12:15:00Z'],
  email: ['ada@example.org', 'grace@example.org', 'alan@example.org'],
  uri: ['https://example.org/a', 'https://example.org/b', 'https://example.org/c'],
  uuid: ['0192f0c1-7c3a-7000-8000-000000000001', '0192f0c1-7c3a-7000-8000-000000000002'],
  time: ['09:30:00', '18:00:00', '12:15:00'],
};
const plainWords = ['alpha', 'bravo', 'charlie'];

/** A value that fits: an example of the schema, one of its choices, or one made by its type. */
function exampleOf({ schema }: ModelArgument, round: number): z.core.util.JSONType {
  const known = [schema.examples, schema.enum].find(
    (list): list is unknown[] => Array.isArray(list) && list.length > 0,
  );
  const given = known ? known[round % known.length] : (schema.const ?? schema.default);
  const parsed = jsonValueSchema.safeParse(given);
  return given !== undefined && parsed.success ? parsed.data : madeValue(schema, round);
}

function madeValue(schema: Record<string, unknown>, round: number): z.core.util.JSONType {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'boolean') return round % 2 === 0;
  if (type === 'integer' || type === 'number') return numberWithin(schema, round);
  if (type === 'array') {
    const items = typeof schema.items === 'object' && schema.items !== null ? { ...schema.items } : {};
    return [exampleOf({ name: '', schema: items, isRequired: true }, round)];
  }
  if (type === 'object') return {};
  const list = (typeof schema.format === 'string' ? samples[schema.format] : undefined) ?? plainWords;
  return list[round % list.length] ?? 'alpha';
}

function numberWithin({ minimum, maximum }: Record<string, unknown>, round: number): number {
  const least = typeof minimum === 'number' ? Math.ceil(minimum) : 3;
  const value = least + round * 2;
  return typeof maximum === 'number' ? Math.min(value, Math.floor(maximum)) : value;
}
