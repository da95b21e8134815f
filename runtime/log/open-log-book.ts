import pino, { type Logger } from 'pino';

const kept = 1_000;

export interface LogBook {
  log: Logger;
  /** The newest lines, oldest first. */
  lines(limit: number): string[];
}

/** The node's log: JSON lines on standard output, and the newest ones in memory for its controller. */
export function openLogBook(level: string): LogBook {
  const newest: string[] = [];
  const book = {
    write(line: string) {
      process.stdout.write(line);
      newest.push(line.trimEnd());
      if (newest.length > kept) newest.shift();
    },
  };
  const options = {
    level,
    base: { process: 'node', pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['token', 'key', 'password', 'authorization', '*.token', '*.key', '*.password'],
      censor: '[hidden]',
    },
  };
  return { log: pino(options, book), lines: (limit) => newest.slice(-limit) };
}
