import { createHash } from 'node:crypto';
import { canonicalJson } from '#protocol/canonical-json.ts';
import type { RemoteCall } from './tool-call.ts';

const kept = 500;

/** Results of calls, for as long as their tools say. */
export interface CallCache {
  find(call: RemoteCall): string | undefined;
  keep(call: RemoteCall, content: string): void;
}

/** Opens an empty cache of 500 results: the same tool, arguments and secrets give the same result. */
export function openCallCache(now: () => number): CallCache {
  const results = new Map<string, { content: string; untilMs: number }>();
  return {
    find(call) {
      if (call.definition.cacheSeconds === 0) return undefined;
      const known = results.get(keyOf(call));
      return known && known.untilMs > now() ? known.content : undefined;
    },
    keep(call, content) {
      const { cacheSeconds } = call.definition;
      if (cacheSeconds === 0) return;
      const key = keyOf(call);
      results.delete(key);
      results.set(key, { content, untilMs: now() + cacheSeconds * 1_000 });
      const [oldest] = results.keys();
      if (results.size > kept && oldest !== undefined) results.delete(oldest);
    },
  };
}

function keyOf({ definition, arguments: values, secrets }: RemoteCall): string {
  const { auth } = definition.target;
  const secret = auth.kind === 'none' ? '' : (secrets[auth.secret] ?? '');
  return createHash('sha256')
    .update(canonicalJson([definition, values, secret]))
    .digest('hex');
}
