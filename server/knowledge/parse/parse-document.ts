import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { type ParsedDocument, type ParseLimits, type ParseMessage, parseMessageSchema } from './parse-messages.ts';
import { type ParserChild, spawnParser } from './spawn-parser.ts';
import { watchMemory } from './watch-memory.ts';

export interface ParseDocumentInput {
  /** Local path of the bytes. */
  path: string;
  /** The file's name as a person gave it. */
  name: string;
  signal: AbortSignal;
  /** Pages read so far, in documents that have pages. */
  onProgress?: (done: number, total: number) => void;
  limits?: Partial<ParseBounds>;
}

export interface ParseBounds extends ParseLimits {
  timeoutMs: number;
  memoryBytes: number;
}

const standard: ParseBounds = {
  pages: limits.documentPages,
  textLength: limits.documentTextLength,
  archiveSizeBytes: limits.archiveSizeBytes,
  archiveRatio: limits.archiveRatio,
  timeoutMs: limits.parseTimeoutMs,
  memoryBytes: limits.parseMemoryBytes,
};

/**
 * Reads a document into Markdown, in a child process with limits on time, memory and pages. Throws `unreadable_document`, `unsupported_media` or
 * `too_large` with a sentence for the person who added it; throws the signal's reason when it aborts.
 */
export async function parseDocument(input: ParseDocumentInput): Promise<ParsedDocument> {
  input.signal.throwIfAborted();
  const bounds = { ...standard, ...input.limits };
  const child = spawnParser(bounds.memoryBytes);
  const stop = openStop(child);
  const cancel = () => stop(input.signal.reason);
  const timer = setTimeout(() => stop(tookTooLong(input.name, bounds.timeoutMs)), bounds.timeoutMs);
  const unwatch = watchMemory(child.pid, bounds.memoryBytes, () => stop(tooMuchMemory(input.name, bounds.memoryBytes)));
  input.signal.addEventListener('abort', cancel, { once: true });
  try {
    const { pages, textLength, archiveSizeBytes, archiveRatio } = bounds;
    child.send({ path: input.path, name: input.name, limits: { pages, textLength, archiveSizeBytes, archiveRatio } });
    const document = await readAnswer(child, input);
    if (document) return document;
    throw stop.reason() ?? endedEarly(await child.ended, input.name, bounds.memoryBytes);
  } finally {
    clearTimeout(timer);
    unwatch();
    input.signal.removeEventListener('abort', cancel);
    child.kill();
    await child.ended;
  }
}

/** Ends the child once, and remembers why. */
function openStop(child: ParserChild): ((reason: unknown) => void) & { reason(): unknown } {
  let why: unknown;
  const stop = (reason: unknown) => {
    why ??= reason;
    child.kill();
  };
  return Object.assign(stop, { reason: () => why });
}

async function readAnswer(child: ParserChild, input: ParseDocumentInput): Promise<ParsedDocument | undefined> {
  for await (const line of child.lines()) {
    const message: ParseMessage = parseMessageSchema.parse(JSON.parse(line));
    if (message.type === 'parsed') return message.document;
    if (message.type === 'refused') throw new AppError(message.code, message.message);
    input.onProgress?.(message.done, message.total);
  }
  return undefined;
}

function tookTooLong(name: string, timeoutMs: number): AppError {
  const seconds = Math.round(timeoutMs / 1_000);
  return new AppError(
    'unreadable_document',
    `Reading "${name}" took longer than ${seconds} s and was stopped; split it into smaller files.`,
  );
}

function tooMuchMemory(name: string, memoryBytes: number): AppError {
  const mebibytes = Math.round(memoryBytes / (1024 * 1024));
  return new AppError(
    'unreadable_document',
    `Reading "${name}" needs more than ${mebibytes} MB of memory and was stopped; split it into smaller files.`,
  );
}

function endedEarly(end: { code: number | null; signal: string | null }, name: string, memoryBytes: number): AppError {
  const isOutOfMemory = end.signal === 'SIGABRT' || end.code === 134;
  if (isOutOfMemory) return tooMuchMemory(name, memoryBytes);
  return new AppError(
    'unreadable_document',
    `The reader stopped in the middle of "${name}" (${end.signal ?? `exit code ${end.code}`}); the file may be damaged.`,
  );
}
