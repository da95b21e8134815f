import pino, { type Logger } from 'pino';

/** Opens the process's log: JSON lines on standard output, with names that could carry secrets blanked. */
export function openLog(options: { process: string; level: string }): Logger {
  return pino({
    level: options.level,
    base: { process: options.process, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'token',
        'key',
        'password',
        'secret',
        'authorization',
        '*.token',
        '*.key',
        '*.password',
        '*.authorization',
        '*.cookie',
      ],
      censor: '[hidden]',
    },
  });
}
