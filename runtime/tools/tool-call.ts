import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import type { SafeWeb } from '#runtime/web/open-safe-fetch.ts';
import type { TokenSource } from './http/open-token-source.ts';
import type { McpSessions } from './mcp/open-mcp-sessions.ts';
import type { GrantSource } from './sign-in/open-grant-source.ts';

/** Longest body of a service that is read. */
export const answerBytes = 2 * 1024 * 1024;

/** One call of a service, with everything it takes. */
export interface RemoteCall {
  definition: ToolDefinition;
  /** All arguments by name, whoever filled them. */
  arguments: Record<string, unknown>;
  /** By slot name; never in an outcome. */
  secrets: Record<string, string>;
  signal: AbortSignal;
}

/** How a call of a service went. */
export interface RemoteOutcome {
  isError: boolean;
  /** Mapped output, or a sentence that says why there is none. */
  content: string;
  /** HTTP status of the last answer, null where none came. */
  status: number | null;
  /** Beginning of the answer as it came. */
  raw: string;
}

/** What calls of services work with. */
export interface RemoteParts {
  web: Pick<SafeWeb, 'fetch' | 'stream'>;
  tokens: TokenSource;
  grants: GrantSource;
  mcp: McpSessions;
  clock: () => Date;
  /** Milliseconds since some moment. */
  now: () => number;
  /** Waits before another try; throws when the signal aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}
