import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program in a terminal of its own. */
export interface Terminal {
  /** All it has printed so far. */
  output(): string;
  /** The longest silence in milliseconds, so far. */
  longestSilenceMs(): number;
  type(keys: string): void;
  /** Resolves when it has printed this; throws with all it printed when it ends before. */
  until(text: string): Promise<void>;
  /** Its exit status. */
  ended: Promise<number | null>;
}

export const ctrlC = '\x03';

/** Python's pty is a real terminal: Ctrl-C reaches the foreground process group as it does from a keyboard. */
const inTerminal = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';

/** Starts Node with these arguments in a terminal. */
export function openTerminal(args: string[], env: NodeJS.ProcessEnv): Terminal {
  const child = spawn('python3', ['-c', inTerminal, process.execPath, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let text = '';
  let spokeMs = performance.now();
  let silenceMs = 0;
  child.stdout.on('data', (bytes: Buffer) => {
    silenceMs = Math.max(silenceMs, performance.now() - spokeMs);
    spokeMs = performance.now();
    text += bytes.toString();
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    output: () => text,
    longestSilenceMs: () => silenceMs,
    type: (keys) => void child.stdin.write(keys),
    async until(wanted) {
      while (!text.includes(wanted)) {
        const isOver = await Promise.race([ended.then(() => true), once(child.stdout, 'data').then(() => false)]);
        if (isOver && !text.includes(wanted)) throw new Error(`It ended before it said "${wanted}":\n${text}`);
      }
    },
    ended,
  };
}
