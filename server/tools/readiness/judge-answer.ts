import { z } from 'zod';
import type { ReadinessPrompt, ReadinessRow } from './readiness-schema.ts';

const argumentsSchema = z.record(z.string(), z.unknown());

/** What a model did with a question: which function it called first and with what, or what it said instead. */
export interface ModelAnswer {
  call: { name: string; arguments: string } | null;
  text: string;
}

/** Whether an answer called the right tool, and which of the expected arguments it got wrong. Case and space around texts don't count, nor whether a number came as text. */
export function judgeAnswer(tool: string, prompt: ReadinessPrompt, answer: ModelAnswer): ReadinessRow {
  const called = answer.call?.name ?? null;
  const isRightTool = called === tool;
  const given = isRightTool ? parseArguments(answer.call?.arguments ?? '') : {};
  return {
    ...prompt,
    called,
    answer: (answer.call?.arguments ?? answer.text).slice(0, 2_000),
    isRightTool,
    wrongArguments: Object.entries(prompt.expected)
      .filter(([name, value]) => !Object.hasOwn(given, name) || !isAlike(given[name], value))
      .map(([name]) => name),
  };
}

function parseArguments(text: string): Record<string, unknown> {
  try {
    return argumentsSchema.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

function isAlike(given: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(given) && given.length === expected.length && expected.every((one, at) => isAlike(given[at], one))
    );
  if (typeof expected === 'object' && expected !== null) {
    const fields = argumentsSchema.safeParse(given).data;
    return fields !== undefined && Object.entries(expected).every(([name, value]) => isAlike(fields[name], value));
  }
  return plain(given) === plain(expected);
}

function plain(value: unknown): string {
  return String(value).trim().toLowerCase();
}
