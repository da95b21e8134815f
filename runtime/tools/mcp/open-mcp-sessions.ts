import { createHash } from 'node:crypto';
import type { Client } from '@modelcontextprotocol/client';
import { connectMcp, type McpConnection, type McpMeans, type McpServerAddress } from './connect-mcp.ts';
import { isLostSession } from './mcp-failure.ts';

const idleMs = 300_000;
const kept = 32;

type Work<Value> = (client: Client) => Promise<Value>;

/** Connections to MCP servers, kept between calls. */
export interface McpSessions {
  /** Runs work on a connection to this server; once more on a fresh one when the server has forgotten the old. */
  use<Value>(
    server: McpServerAddress,
    bounds: { timeoutMs: number; signal: AbortSignal },
    work: Work<Value>,
  ): Promise<Value>;
  close(): Promise<void>;
}

/** Opens an empty set of connections. */
export function openMcpSessions(parts: McpMeans & { now: () => number }): McpSessions {
  const sessions = new Map<string, { connection: McpConnection; usedMs: number }>();

  async function drop(key: string): Promise<void> {
    const session = sessions.get(key);
    sessions.delete(key);
    await session?.connection.close();
  }

  async function dropIdle(): Promise<void> {
    const idle = [...sessions].filter(([, { usedMs }]) => parts.now() - usedMs > idleMs).map(([key]) => key);
    const oldest = [...sessions].toSorted(([, a], [, b]) => a.usedMs - b.usedMs).map(([key]) => key);
    for (const key of new Set([...idle, ...oldest.slice(0, Math.max(0, sessions.size - kept))])) await drop(key);
  }

  /** Work on a connection that is open already; null where there is none, or the server has forgotten it. */
  async function workOnKnown<Value>(key: string, work: Work<Value>): Promise<{ value: Value } | null> {
    const known = sessions.get(key);
    if (!known) return null;
    known.usedMs = parts.now();
    try {
      return { value: await work(known.connection.client) };
    } catch (cause) {
      await drop(key);
      if (isLostSession(cause)) return null;
      throw cause;
    }
  }

  return {
    async use(server, bounds, work) {
      const key = keyOf(server);
      const done = await workOnKnown(key, work);
      if (done) return done.value;
      const connection = await connectMcp(parts, server, bounds);
      try {
        const value = await work(connection.client);
        if (sessions.has(key)) await connection.close();
        else sessions.set(key, { connection, usedMs: parts.now() });
        await dropIdle();
        return value;
      } catch (cause) {
        await connection.close();
        throw cause;
      }
    },
    async close() {
      for (const key of [...sessions.keys()]) await drop(key);
    },
  };
}

function keyOf({ url, auth, secrets }: McpServerAddress): string {
  const secret = auth.kind === 'none' ? '' : (secrets[auth.secret] ?? '');
  return createHash('sha256')
    .update(JSON.stringify([url, auth, secret]))
    .digest('hex');
}
