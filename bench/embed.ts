import { getLlama, type LlamaEmbeddingContext } from 'node-llama-cpp';
import { known, openRealEngine } from './open-real-engine.ts';
import { round } from './statistics.ts';

const words =
  'a node serves agents over an open interface and keeps its key to itself while the studio plans what to send '.split(
    ' ',
  );
const lengths = [20, 100, 240];
const count = 60;
const modelId = known('all-minilm-l6-v2').sha256;

/** Texts embedded per second at three lengths, our engine beside the library alone with as many contexts. */
export async function runEmbedBench(): Promise<void> {
  const { engine, files } = await openRealEngine();
  const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1 });
  const model = await llama.loadModel({ modelPath: files['all-minilm-l6-v2'] ?? '' });
  const contexts = await Promise.all([model.createEmbeddingContext(), model.createEmbeddingContext()]);
  try {
    const rows = [];
    for (const length of lengths) {
      const texts = Array.from({ length: count }, (_, index) => textOf(length, index));
      const library = await rate(texts, () => embedAlone(contexts, texts));
      const ours = await rate(texts, async () => {
        await engine.embed({ modelId, inputs: texts, priority: 'ingest' }, new AbortController().signal);
      });
      rows.push({
        words: length,
        'library texts/s': round(library),
        'engine texts/s': round(ours),
        'engine ÷ library': round(ours / library, 2),
      });
    }
    console.table(rows);
  } finally {
    await engine.close();
    await llama.dispose();
  }
}

function textOf(length: number, start: number): string {
  return Array.from({ length }, (_, index) => words[(start * 7 + index) % words.length]).join(' ');
}

async function rate(texts: string[], work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return texts.length / ((performance.now() - startedMs) / 1_000);
}

async function embedAlone(contexts: LlamaEmbeddingContext[], texts: string[]): Promise<void> {
  const rest = texts.slice();
  await Promise.all(
    contexts.map(async (context) => {
      for (let text = rest.pop(); text !== undefined; text = rest.pop()) await context.getEmbeddingFor(text);
    }),
  );
}
