import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { AnswerCheck } from '#protocol/evaluations/question-set.ts';
import { runInSandbox } from '#server/sandbox/run-in-sandbox.ts';

const timeoutMs = 3_000;
const heapMebibytes = 128;

const resultSchema = z.object({ hasPassed: z.boolean(), detail: z.string() });

export interface ChildCheck {
  check: Extract<AnswerCheck, { kind: 'regex' | 'json-schema' }>;
  answer: string;
}

/** Runs a check whose pattern or schema may be hostile in a process of its own, without environment or rights, which is killed when it takes too long. */
export async function checkInChild(input: ChildCheck, signal: AbortSignal): Promise<z.infer<typeof resultSchema>> {
  const { printed, isLate } = await runInSandbox({
    ...{ main: fileURLToPath(new URL('./child/main.ts', import.meta.url)), input: JSON.stringify(input) },
    ...{ heapMebibytes, timeoutMs, signal },
  });
  if (isLate) return { hasPassed: false, detail: `The check took longer than ${timeoutMs / 1_000} s.` };
  if (printed === '') return { hasPassed: false, detail: 'The check broke; its pattern or schema may be too large.' };
  return resultSchema.parse(JSON.parse(printed));
}
