import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { splitLines } from '#server/knowledge/split-lines.ts';
import { readParserEnvironment } from './env.ts';
import type { ParseRequest } from './parse-messages.ts';

export interface ParserChild {
  pid: number | undefined;
  send(request: ParseRequest): void;
  /** Lines of its standard output; ends with it. */
  lines(): AsyncGenerator<string, void, undefined>;
  kill(): void;
  ended: Promise<{ code: number | null; signal: string | null }>;
}

const mebibyte = 1024 * 1024;
/** What Node itself takes beside its heap. */
const overheadMebibytes = 128;

/** Starts the process that reads one document: its own heap limit, no rights but reading files, hardly any environment. */
export function spawnParser(memoryBytes: number): ParserChild {
  const heap = Math.max(64, Math.floor(memoryBytes / mebibyte) - overheadMebibytes);
  const main = fileURLToPath(new URL('./child/main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${heap}`,
      '--permission',
      '--allow-fs-read=*',
      '--disable-warning=ExperimentalWarning',
      main,
    ],
    { env: readParserEnvironment(), stdio: ['pipe', 'pipe', 'ignore'], detached: process.platform !== 'win32' },
  );
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('error', () => resolve({ code: -1, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  // A child that is killed before it has read its request breaks the pipe; its end tells the story.
  child.stdin.on('error', () => undefined);

  return {
    pid: child.pid,
    ended,
    send: (request) => void child.stdin.end(JSON.stringify(request)),
    kill: () => void child.kill('SIGKILL'),
    lines: () => splitLines(child.stdout.setEncoding('utf8')),
  };
}
