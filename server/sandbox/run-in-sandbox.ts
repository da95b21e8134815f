import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { AppError } from '#protocol/errors.ts';

export interface SandboxRun {
  /** The program, which reads its standard input and prints its answer. */
  main: string;
  input: string;
  heapMebibytes: number;
  timeoutMs: number;
  signal: AbortSignal;
}

/** What the program printed; empty where it broke, as it does when its memory is used up. `isLate`: it was ended because it took too long. */
export interface SandboxOutcome {
  printed: string;
  isLate: boolean;
}

/** Runs a program over what somebody else wrote in a process of its own, without environment and without rights but to read files; it is killed when it takes too long. Throws `client_closed`. */
export async function runInSandbox({
  main,
  input,
  heapMebibytes,
  timeoutMs,
  signal,
}: SandboxRun): Promise<SandboxOutcome> {
  const late = AbortSignal.timeout(timeoutMs);
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
  child.stdin.end(input);
  const [printed] = await Promise.all([text(child.stdout).catch(() => ''), ended]);
  if (signal.aborted) throw new AppError('client_closed');
  return { printed, isLate: late.aborted };
}
