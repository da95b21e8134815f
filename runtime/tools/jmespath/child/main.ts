import { parentPort, workerData } from 'node:worker_threads';
import { search } from '@jmespath-community/jmespath';
import { boundedJson } from './bounded-json.ts';

/** Runs one JMESPath search and posts its result as text: a text as it is, anything else as JSON. */
const { expression, value } = workerData as { expression: string; value: Parameters<typeof search>[0] };
try {
  const result = search(value, expression);
  parentPort?.postMessage({ text: typeof result === 'string' ? result : boundedJson(result) });
} catch (cause) {
  parentPort?.postMessage({ error: cause instanceof Error ? cause.message.slice(0, 200) : 'unknown' });
}
