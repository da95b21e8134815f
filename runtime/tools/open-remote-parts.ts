import { setTimeout as delay } from 'node:timers/promises';
import type { SafeWeb } from '#runtime/web/open-safe-fetch.ts';
import { openTokenSource } from './http/open-token-source.ts';
import { openMcpSessions } from './mcp/open-mcp-sessions.ts';
import type { RemoteParts } from './tool-call.ts';

/** What calls of services work with on a node; `mcp` is the caller's to close. */
export function openRemoteParts(web: Pick<SafeWeb, 'fetch' | 'stream'>): RemoteParts {
  const now = () => performance.now();
  const tokens = openTokenSource({ fetch: web.fetch, now });
  return {
    ...{ web, tokens, now },
    mcp: openMcpSessions({ stream: web.stream, tokens, now }),
    wait: async (ms, signal) => await delay(ms, undefined, { signal }),
  };
}
