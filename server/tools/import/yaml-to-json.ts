import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';

const standardTimeoutMs = 20_000;
const heapMebibytes = 512;
/** Aliases make more of a text than it is long. */
const maxJsonLength = 32 * 1024 * 1024;

const resultSchema = z.union([z.object({ json: z.string() }), z.object({ problem: z.string() })]);

/**
 * JSON for a text in YAML that somebody else wrote. It is read in a process of its own, without environment or rights, which is killed
 * when it takes too long: a YAML reader is slow, and for some texts endlessly so. Throws `invalid_input` for what isn't YAML, `too_large` for what can't be read in time.
 */
export async function yamlToJson(
  yaml: string,
  { signal, timeoutMs = standardTimeoutMs }: { signal: AbortSignal; timeoutMs?: number },
): Promise<string> {
  const late = AbortSignal.timeout(timeoutMs);
  // Not `new URL(…, import.meta.url)`: the studio's bundler would take that for a file to serve.
  const main = path.join(path.dirname(fileURLToPath(import.meta.url)), 'child', 'main.ts');
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
  child.stdin.end(yaml);
  const [printed] = await Promise.all([text(child.stdout).catch(() => ''), ended]);
  if (signal.aborted) throw new AppError('client_closed');
  if (late.aborted)
    throw new AppError(
      'too_large',
      `Reading this as YAML took longer than ${timeoutMs / 1_000} s; save it as JSON, or take out what you don't need.`,
    );
  if (printed === '' || printed.length > maxJsonLength)
    throw new AppError('too_large', 'As YAML this needs too much memory; save it as JSON.');
  const result = resultSchema.parse(JSON.parse(printed));
  if ('json' in result) return result.json;
  throw new AppError('invalid_input', `This can't be read as JSON or YAML: ${result.problem}`);
}
