import type { Logger } from 'pino';

/** Where the engine tells what happens: fields, then a past-tense event. */
export type EngineLog = Pick<Logger, 'info' | 'warn' | 'error'>;
