import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { runInSandbox } from '#server/sandbox/run-in-sandbox.ts';

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
  // Not `new URL(…, import.meta.url)`: the studio's bundler would take that for a file to serve.
  const main = path.join(path.dirname(fileURLToPath(import.meta.url)), 'child', 'main.ts');
  const { printed, isLate } = await runInSandbox({ main, input: yaml, heapMebibytes, timeoutMs, signal });
  if (isLate)
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
