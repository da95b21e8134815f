import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { modelArguments } from './model-arguments.ts';
import type { ReadinessAdvice, ReadinessRow } from './readiness-schema.ts';
import { scoreRows } from './score-rows.ts';

const shortest = 20;
const manyArguments = 8;
const manyTools = 12;
/** Share of words that two descriptions may have in common. */
const alike = 0.6;

/** What would help the model to use a tool, from its words and from how the questions went; `ready` alone when nothing would. */
export function giveAdvice(
  tool: ToolDefinition,
  input: { among: readonly ToolDefinition[]; rows: readonly ReadinessRow[] },
): ReadinessAdvice[] {
  const others = input.among.filter(({ name }) => name !== tool.name);
  const advice = [...aboutDescription(tool, others), ...aboutArguments(tool), ...aboutRows(tool, input.rows)];
  if (input.among.length > manyTools) advice.push({ code: 'too-many-tools', names: [String(input.among.length)] });
  return advice.length > 0 || scoreRows(input.rows) < 100 ? advice : [{ code: 'ready', names: [] }];
}

function aboutDescription(tool: ToolDefinition, others: ToolDefinition[]): ReadinessAdvice[] {
  const advice: ReadinessAdvice[] = [];
  const { description } = tool;
  if (description.trim().length < shortest) advice.push({ code: 'describe', names: [] });
  else if (!/\b(?:when|if|use (?:this|it|to|for)|call (?:this|it)|whenever|for questions)\b/i.test(description))
    advice.push({ code: 'say-when', names: [] });
  const similar = others.filter((other) => likeness(description, other.description) >= alike).map(({ name }) => name);
  if (similar.length > 0) advice.push({ code: 'similar', names: similar });
  return advice;
}

function aboutArguments(tool: ToolDefinition): ReadinessAdvice[] {
  const all = modelArguments(tool);
  const advice: ReadinessAdvice[] = [];
  const bare = all.filter(({ schema }) => !schema.description && !schema.enum && !schema.examples);
  if (bare.length > 0) advice.push({ code: 'describe-arguments', names: bare.map(({ name }) => name) });
  const choices = all.filter(
    ({ schema }) =>
      schema.type === 'string' &&
      !schema.enum &&
      /\b(?:one of|either|possible(?: values)?|allowed(?: values)?)\b/i.test(String(schema.description ?? '')),
  );
  if (choices.length > 0) advice.push({ code: 'list-values', names: choices.map(({ name }) => name) });
  if (all.length > manyArguments) advice.push({ code: 'too-many-arguments', names: [String(all.length)] });
  return advice;
}

function aboutRows(tool: ToolDefinition, rows: readonly ReadinessRow[]): ReadinessAdvice[] {
  const advice: ReadinessAdvice[] = [];
  const taken = unique(rows.map(({ called }) => called).filter((name) => name !== null && name !== tool.name));
  if (taken.length > 0) advice.push({ code: 'taken-for-another', names: taken });
  if (rows.length > 0 && rows.every(({ called }) => called === null)) advice.push({ code: 'never-called', names: [] });
  const wrong = unique(rows.filter(({ isRightTool }) => isRightTool).flatMap(({ wrongArguments }) => wrongArguments));
  if (wrong.length > 0) advice.push({ code: 'wrong-argument', names: wrong });
  return advice;
}

function unique(names: (string | null)[]): string[] {
  return [...new Set(names)].filter((name) => name !== null);
}

/** Words in common by all words of both (Jaccard). */
function likeness(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.size < 3 || b.size < 3) return 0;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);
}
