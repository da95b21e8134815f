import { availableParallelism } from 'node:os';
import { getLlama, type LlamaContextSequence } from 'node-llama-cpp';

export interface Library {
  /** Generates so many tokens on the next free sequence; gives how many came. */
  generate(text: string, tokens: number): Promise<{ firstTokenMs: number; tokens: number }>;
  /** Reads a text of many tokens into an empty sequence; gives milliseconds. */
  prefill(text: string): Promise<number>;
  close(): Promise<void>;
}

/** The inference library as it comes: one context with its own scheduling of sequences, the same model, threads and context as the engine. */
export async function openLibrary(
  file: string,
  options: { sequences: number; contextTokens: number },
): Promise<Library> {
  const llama = await getLlama({ gpu: false, build: 'never', maxThreads: Math.max(1, availableParallelism() - 1) });
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({ contextSize: options.contextTokens, sequences: options.sequences });
  const free: LlamaContextSequence[] = Array.from({ length: options.sequences }, () => context.getSequence());
  const withSequence = async <Result>(work: (sequence: LlamaContextSequence) => Promise<Result>): Promise<Result> => {
    const sequence = free.pop();
    if (!sequence) throw new Error('More streams than sequences.');
    try {
      await sequence.clearHistory();
      return await work(sequence);
    } finally {
      free.push(sequence);
    }
  };
  return {
    generate: (text, tokens) =>
      withSequence(async (sequence) => {
        const startedMs = performance.now();
        const run = { firstTokenMs: 0, tokens: 0 };
        for await (const _ of sequence.evaluate(model.tokenize(promptOf(text), true), { temperature: 0 })) {
          if (run.firstTokenMs === 0) run.firstTokenMs = performance.now() - startedMs;
          run.tokens += 1;
          if (run.tokens === tokens) break;
        }
        return run;
      }),
    prefill: (text) =>
      withSequence(async (sequence) => {
        const prompt = model.tokenize(promptOf(text), true);
        const startedMs = performance.now();
        await sequence.evaluateWithoutGeneratingNewTokens(prompt);
        return performance.now() - startedMs;
      }),
    async close() {
      await llama.dispose();
    },
  };
}

/** As the model's own template writes it. */
function promptOf(text: string): string {
  const turn = (role: string, content: string) => `<|im_start|>${role}\n${content}<|im_end|>\n`;
  return `${turn('system', 'You are a helpful assistant.')}${turn('user', text)}<|im_start|>assistant\n`;
}
