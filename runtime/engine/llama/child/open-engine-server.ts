import { availableParallelism } from 'node:os';
import type { Llama, Token } from 'node-llama-cpp';
import { AppError } from '#protocol/errors.ts';
import type {
  EngineAnswer,
  EngineRequest,
  EngineResults,
  OpenedEngine,
  ToEngine,
} from '#runtime/engine/llama/messages.ts';
import { sendError } from '#runtime/engine/llama/sent-error.ts';
import { availableMemory } from './available-memory.ts';
import { loadModel } from './load-model.ts';
import type { ChatModel, EmbeddingModel, LlamaLibrary } from './loaded-types.ts';
import { runChat } from './run-chat.ts';
import { runEmbed } from './run-embed.ts';

export interface EngineServer {
  receive(message: ToEngine): void;
}

/** Opens the child's side of the engine: one `Llama` for all models, every request answered through `send`. */
export function openEngineServer(send: (answer: EngineAnswer) => void): EngineServer {
  return new Server(send);
}

type Request<Type extends EngineRequest['type']> = Extract<EngineRequest, { type: Type }>;

/** Said of every sentence-embedding model: its tokenizer drops case, and its context is one token longer on purpose. */
const harmless = /tokenize text and then detokenize|training context overflow/;

class Server implements EngineServer {
  private readonly send: (answer: EngineAnswer) => void;
  private readonly models = new Map<string, ChatModel | EmbeddingModel>();
  private readonly running = new Map<number, AbortController>();
  private native: { library: LlamaLibrary; llama: Llama } | undefined;
  private activeChats = 0;

  constructor(send: (answer: EngineAnswer) => void) {
    this.send = send;
  }

  receive(message: ToEngine): void {
    if (message.type === 'cancel') this.running.get(message.id)?.abort();
    else void this.answer(message);
  }

  private async answer(request: EngineRequest): Promise<void> {
    const { id } = request;
    const abort = new AbortController();
    this.running.set(id, abort);
    try {
      const result = await this.run(request, abort.signal);
      this.send({ type: 'usage', memoryBytes: process.memoryUsage.rss(), kvUse: this.kvUse() });
      this.send({ type: 'result', id, result });
    } catch (error) {
      this.send({ type: 'failure', id, error: sendError(error) });
    } finally {
      this.running.delete(id);
    }
  }

  private run(request: EngineRequest, signal: AbortSignal): Promise<EngineResults[keyof EngineResults]> {
    switch (request.type) {
      case 'open':
        return this.open(request);
      case 'load':
        return this.load(request, signal);
      case 'unload':
        return this.unload(request);
      case 'chat':
        return this.chat(request, signal);
      case 'embed':
        return runEmbed(this.find(request.request.modelId, 'embedding'), request.request, signal);
      case 'tokenize':
        return this.tokenize(request);
      case 'detokenize':
        return this.detokenize(request);
    }
  }

  private async open({ gpu, library: specifier }: Request<'open'>): Promise<OpenedEngine> {
    const library: LlamaLibrary = await import(specifier);
    const threads = Math.max(1, availableParallelism() - 1);
    const llama = await library.getLlama({
      gpu,
      build: 'never',
      maxThreads: threads,
      logLevel: library.LlamaLogLevel.warn,
      logger: (level, text) => this.log(level === 'warn' ? 'warn' : 'error', text),
    });
    await llama.setRamCap(availableMemory());
    const [name] = llama.gpu === false ? [] : await llama.getGpuDeviceNames();
    this.native = { library, llama };
    return { device: llama.gpu === false ? 'cpu' : (name ?? llama.gpu), threads };
  }

  private log(level: 'warn' | 'error', text: string): void {
    if (!harmless.test(text)) this.send({ type: 'log', level, text });
  }

  private async load({ id, model }: Request<'load'>, signal: AbortSignal) {
    const present = this.models.get(model.modelId);
    if (present) return present.about;
    if (!this.native) throw new AppError('internal', 'The engine has not been opened.');

    const context = { ...this.native, isChatActive: () => this.activeChats > 0 };
    const onProgress = (fraction: number) => this.send({ type: 'progress', id, fraction });
    const loaded = await loadModel(context, { model, signal, onProgress });
    this.models.set(model.modelId, loaded);
    return loaded.about;
  }

  private async unload({ modelId }: Request<'unload'>): Promise<null> {
    const loaded = this.models.get(modelId);
    this.models.delete(modelId);
    await loaded?.model.dispose();
    return null;
  }

  private async chat({ id, request }: Request<'chat'>, signal: AbortSignal): Promise<null> {
    const chat = this.find(request.modelId, 'chat');
    this.activeChats += 1;
    try {
      await runChat(chat, { request, signal, emit: (event) => this.send({ type: 'event', id, event }) });
    } finally {
      this.activeChats -= 1;
      if (this.activeChats === 0) this.wakeIngest();
    }
    return null;
  }

  private kvUse(): number {
    const chats = [...this.models.values()].filter((loaded) => loaded.kind === 'chat');
    const room = chats.reduce((sum, { about }) => sum + about.contextTokens * about.parallelSequences, 0);
    const held = chats.flatMap(({ slots }) => slots).reduce((sum, { sequence }) => sum + sequence.nextTokenIndex, 0);
    return room === 0 ? 0 : held / room;
  }

  private wakeIngest(): void {
    for (const loaded of this.models.values()) if (loaded.kind === 'embedding') loaded.line.wake();
  }

  private async tokenize({ modelId, texts }: Request<'tokenize'>): Promise<number[][]> {
    const { model } = this.findAny(modelId);
    return texts.map((text) => model.tokenize(text));
  }

  private async detokenize({ modelId, tokens }: Request<'detokenize'>): Promise<string> {
    const { model } = this.findAny(modelId);
    const size = model.fileInfo.metadata.tokenizer.ggml.tokens.length;
    const wrong = tokens.find((token) => !Number.isInteger(token) || token < 0 || token >= size);
    if (wrong === undefined) return model.detokenize(tokens as Token[]);
    throw new AppError('invalid_input', `${wrong} is no token of this model; tokens are 0 to ${size - 1}.`, {
      param: 'tokens',
    });
  }

  private find(modelId: string, kind: 'chat'): ChatModel;
  private find(modelId: string, kind: 'embedding'): EmbeddingModel;
  private find(modelId: string, kind: 'chat' | 'embedding'): ChatModel | EmbeddingModel {
    const loaded = this.findAny(modelId);
    if (loaded.kind === kind) return loaded;
    throw new AppError('invalid_input', `The model is of kind ${loaded.kind}; this request needs ${kind}.`, {
      param: 'model',
    });
  }

  private findAny(modelId: string): ChatModel | EmbeddingModel {
    const loaded = this.models.get(modelId);
    if (loaded) return loaded;
    throw new AppError('model_not_found', 'This model is not loaded.', { param: 'model' });
  }
}
