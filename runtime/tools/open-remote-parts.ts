import { setTimeout as delay } from 'node:timers/promises';
import type { SafeWeb } from '#runtime/web/open-safe-fetch.ts';
import { openTokenSource } from './http/open-token-source.ts';
import { openMcpSessions } from './mcp/open-mcp-sessions.ts';
import type { GrantBook } from './sign-in/open-grant-book.ts';
import { openGrantSource } from './sign-in/open-grant-source.ts';
import type { RemoteParts } from './tool-call.ts';

export interface RemoteMeans {
  web: Pick<SafeWeb, 'fetch' | 'stream'>;
  /** Where tokens that were fetched anew are kept. */
  book: GrantBook;
  clock: () => Date;
}

/** What calls of services work with on a node; `mcp` is the caller's to close. */
export function openRemoteParts({ web, book, clock }: RemoteMeans): RemoteParts {
  const now = () => performance.now();
  const tokens = openTokenSource({ fetch: web.fetch, now });
  const grants = openGrantSource({ stream: web.stream, book, clock });
  return {
    ...{ web, tokens, grants, clock, now },
    mcp: openMcpSessions({ stream: web.stream, tokens, grants, now }),
    wait: async (ms, signal) => await delay(ms, undefined, { signal }),
  };
}
