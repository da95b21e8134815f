import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Logger } from 'pino';
import { AppError } from '#protocol/errors.ts';

/** A failure as an MCP tool tells it: our own errors by their sentence, anything else without detail. */
export function toolError(log: Logger, cause: unknown): CallToolResult {
  if (!(cause instanceof AppError)) log.error({ err: cause }, 'mcp.failed');
  const { message } = cause instanceof AppError ? cause : new AppError('internal');
  return { isError: true, content: [{ type: 'text', text: message }] };
}
