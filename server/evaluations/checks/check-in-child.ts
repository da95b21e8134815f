import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import type { AnswerCheck } from '#protocol/evaluations/question-set.ts';

const timeLimitMs = 3_000;
const heapMebibytes = 128;

const resultSchema = z.object({ hasPassed: z.boolean(), detail: z.string() });

export interface ChildCheck {
  check: Extract<AnswerCheck, { kind: 'regex' | 'json-schema' }>;
  answer: string;
}

/** Runs a check whose pattern or schema may be hostile in a process of its own, without environment or rights, which is killed when it takes too long. */
export async function checkInChild(input: ChildCheck, signal: AbortSignal): Promise<z.infer<typeof resultSchema>> {
  const late = AbortSignal.timeout(timeLimitMs);
  const main = fileURLToPath(new URL('./child/main.ts', import.meta.url));
  const flags = [`--max-old-space-size=${heapMebibytes}`, '--permission', '--allow-fs-read=*', '--no-warnings'];
  const child = spawn(process.execPath, [...flags, main], {
    env: { NODE_ENV: 'production' },
    stdio: ['pipe', 'pipe', 'ignore'],
    signal: AbortSignal.any([signal, late]),
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(input));
  const [printed] = await Promise.all([text(child.stdout).catch(() => ''), ended]);
  if (signal.aborted) throw new AppError('client_closed');
  if (late.aborted) return { hasPassed: false, detail: `The check took longer than ${timeLimitMs / 1_000} s.` };
  if (printed === '') return { hasPassed: false, detail: 'The check broke; its pattern or schema may be too large.' };
  return resultSchema.parse(JSON.parse(printed));
}
