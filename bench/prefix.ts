import { known, openRealEngine, type RealEngine } from './open-real-engine.ts';
import { median, round } from './statistics.ts';

const tries = 3;
const promptTokens = 1_000;
const modelId = known('smollm2-135m-instruct').sha256;

/** First token at 1,000 prompt tokens: cold (nothing kept) beside warm (another question behind the same text). Target: warm ≤ 1/5 of cold. */
export async function runPrefixBench(): Promise<void> {
  const real = await openRealEngine();
  try {
    const cold: number[] = [];
    const warm: number[] = [];
    let reused = 0;
    for (let index = 0; index < tries; index += 1) {
      const text = await textOfLength(real, `Number ${index}: `);
      cold.push((await firstToken(real, `${text}\nWhat is this about?`)).ms);
      const again = await firstToken(real, `${text}\nWho is mentioned?`);
      warm.push(again.ms);
      reused = again.cachedTokens;
    }
    const [coldMs, warmMs] = [median(cold), median(warm)];
    const share = warmMs / coldMs;
    console.table([
      {
        'prompt tokens': promptTokens,
        reused,
        'cold ms': round(coldMs),
        'warm ms': round(warmMs),
        'warm ÷ cold': round(share, 3),
        'target ≤ 0.2': share <= 0.2 ? 'met' : 'missed',
      },
    ]);
  } finally {
    await real.engine.close();
  }
}

/** A text of about 1,000 tokens that starts like no other. */
async function textOfLength({ engine }: RealEngine, start: string): Promise<string> {
  const sentence = 'The old harbour town was known for its bells, its bread and its long winter evenings. ';
  const [tokens = []] = await engine.tokenize(modelId, [sentence]);
  return start + sentence.repeat(Math.ceil(promptTokens / tokens.length));
}

async function firstToken({ engine }: RealEngine, content: string): Promise<{ ms: number; cachedTokens: number }> {
  const startedMs = performance.now();
  const result = { ms: 0, cachedTokens: 0 };
  const messages = [
    { role: 'system' as const, content: 'You are a helpful assistant.' },
    { role: 'user' as const, content },
  ];
  const request = { modelId, messages, sampling: { temperature: 0, topP: 1 }, maxTokens: 2 };
  for await (const event of engine.chat(request, new AbortController().signal)) {
    if (event.type === 'started') result.cachedTokens = event.cachedTokens;
    if (event.type === 'text' && result.ms === 0) result.ms = performance.now() - startedMs;
  }
  return result;
}
