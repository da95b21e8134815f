import { stripTypeScriptTypes } from 'node:module';
import { SandboxFailure } from './sandbox-failure.ts';

/** TypeScript as JavaScript with every line in its place. Throws `SandboxFailure` with the line that can't be read. */
export function stripTypes(source: string): string {
  try {
    return stripTypeScriptTypes(source, { mode: 'strip' });
  } catch (cause) {
    // Node puts the place above the error: `:12`, then the line and marks under it.
    const { stack = '', message } = cause instanceof Error ? cause : new Error(String(cause));
    const line = /^[^\n]*:(\d+)\n/.exec(stack)?.[1];
    const what = message.split('\n').find((one) => /[a-z]/i.test(one)) ?? 'it cannot be read';
    throw new SandboxFailure('unreadable', `SyntaxError: ${what.trim()}${line ? ` (line ${line})` : ''}`);
  }
}
