import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';

const timeoutMs = 2_000;
/** An expression of a thousand signs can ask for more values than there are atoms. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };
const child = path.join(import.meta.dirname, 'child', 'main.ts');

const replySchema = z.union([z.object({ text: z.string() }), z.object({ error: z.string() })]);

/** What a JMESPath expression finds in a JSON value: a text as it is, anything else as JSON. It runs in a thread of its own with bounded time and memory. Throws `upstream_failed`, `client_closed`. */
export async function searchJson(expression: string, value: unknown, signal: AbortSignal): Promise<string> {
  if (signal.aborted) throw new AppError('client_closed');
  const worker = new Worker(child, { workerData: { expression, value }, resourceLimits, stdout: true, stderr: true });
  const ending = new AbortController();
  try {
    return await new Promise<string>((resolve, reject) => {
      const fail = (message: string) => reject(new AppError('upstream_failed', message));
      const bound = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const stop = () => {
        if (signal.aborted) reject(new AppError('client_closed'));
        else fail(`The JMESPath expression took longer than ${timeoutMs / 1_000} s.`);
      };
      bound.addEventListener('abort', stop, { signal: ending.signal });
      worker.once('message', (message) => {
        const reply = replySchema.parse(message);
        if ('text' in reply) resolve(reply.text);
        else fail(`The JMESPath expression failed: ${reply.error}`);
      });
      worker.once('error', () => fail('The JMESPath expression needs too much memory.'));
      worker.once('exit', () => fail('The JMESPath expression gave nothing.'));
    });
  } finally {
    ending.abort();
    await worker.terminate();
  }
}
