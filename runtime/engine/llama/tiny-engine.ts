import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { ChatRequest, Engine, GenerationEvent, LoadedModel } from '#runtime/engine/engine.ts';
import { writeTinyChatModel, writeTinyEmbeddingModel } from '#runtime/testing/tiny-gguf.ts';
import { type LlamaEngine, openLlamaEngine } from './open-llama-engine.ts';

/** Context of the tiny chat model in tests, in tokens. */
export const contextTokens = 2048;
/** A grammar whose text no model may end by itself. */
export const endless = 'root ::= [a-z] root';
/** A signal that never comes. */
export const never = new AbortController().signal;

/** Real engines over random-weight models of half a megabyte, for tests. */
export interface TinyEngines {
  folder: string;
  chatFile: string;
  embeddingFile: string;
  /** An engine with the chat model `chat` and the embedding model `embedding`. */
  open(options?: { parallelSequences?: number; maxQueue?: number }): Promise<LlamaEngine>;
  close(): Promise<void>;
}

/** Writes the tiny models to a folder of their own; `close` ends every engine that was opened over them. */
export async function openTinyEngines(): Promise<TinyEngines> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-'));
  const chatFile = join(folder, 'chat.gguf');
  const embeddingFile = join(folder, 'embedding.gguf');
  const opened: LlamaEngine[] = [];
  await writeTinyChatModel(chatFile);
  await writeTinyEmbeddingModel(embeddingFile);

  return {
    folder,
    chatFile,
    embeddingFile,
    async open({ parallelSequences = 1, maxQueue = 8 } = {}) {
      const engine = await openLlamaEngine({ log: pino({ level: 'silent' }), gpu: false, maxQueue });
      opened.push(engine);
      await loadChat(engine, chatFile, { parallelSequences });
      const embedding = { modelId: 'embedding', kind: 'embedding' as const, contextTokens: 512, parallelSequences: 1 };
      await engine.load({ ...embedding, path: embeddingFile });
      return engine;
    },
    async close() {
      await Promise.all(opened.map((engine) => engine.close()));
      await rm(folder, { recursive: true });
    },
  };
}

/** Loads a tiny chat model file under a name, `chat` by default. */
export async function loadChat(
  engine: Engine,
  path: string,
  { modelId = 'chat', parallelSequences = 1 }: { modelId?: string; parallelSequences?: number } = {},
): Promise<LoadedModel> {
  return await engine.load({ modelId, kind: 'chat', path, contextTokens, parallelSequences });
}

/** A greedy request of one user message, 16 tokens long unless told otherwise. */
export function ask(content: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return {
    modelId: 'chat',
    messages: [{ role: 'user', content }],
    sampling: { temperature: 0, topP: 1 },
    maxTokens: 16,
    ...more,
  };
}

/** A request that goes on until the context ends. */
export function askWithoutEnd(content: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return { ...ask(content, more), grammar: endless, maxTokens: undefined };
}

export interface Answer {
  text: string;
  pieces: string[];
  started: Extract<GenerationEvent, { type: 'started' }>;
  ended: Extract<GenerationEvent, { type: 'ended' }>;
}

/** Reads a whole stream. */
export async function run(of: LlamaEngine, request: ChatRequest, signal = never): Promise<Answer> {
  const events: GenerationEvent[] = [];
  for await (const event of of.chat(request, signal)) events.push(event);
  const [started] = events.filter((event) => event.type === 'started');
  const [ended] = events.filter((event) => event.type === 'ended');
  if (!started || !ended) throw new Error('A stream has to start and to end.');
  const pieces = events.flatMap((event) => (event.type === 'text' ? [event.text] : []));
  return { text: pieces.join(''), pieces, started, ended };
}

/** Starts a stream and gives it back when so many texts have come. */
export async function startStream(
  of: LlamaEngine,
  request: ChatRequest,
  { texts = 1, signal = never } = {},
): Promise<AsyncGenerator<GenerationEvent>> {
  const stream = of.chat(request, signal);
  for (let seen = 0; seen < texts; ) {
    const { value, done } = await stream.next();
    if (done) throw new Error('The stream ended early.');
    if (value.type === 'text') seen += 1;
  }
  return stream;
}

/** Reads what is left of a stream. */
export async function readToEnd(stream: AsyncGenerator<GenerationEvent>): Promise<void> {
  while (!(await stream.next()).done);
}
