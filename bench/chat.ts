import type { ChatMessage } from '#runtime/engine/engine.ts';
import { openChatServer } from './open-chat-server.ts';
import { known, openRealEngine, type RealEngine } from './open-real-engine.ts';
import { median, round } from './statistics.ts';

const streams = [1, 4, 8];
const answerTokens = 96;
const firstTokenTries = 30;
const modelId = known('smollm2-135m-instruct').sha256;

interface Run {
  firstTokenMs: number;
  tokens: number;
}

/** Tokens per second at 1, 4 and 8 streams, the node's API beside the engine alone, and what the API adds to the first token (target ≤ 5 ms). */
export async function runChatBench(): Promise<void> {
  const real = await openRealEngine({ parallelSequences: 8 });
  const server = await openChatServer(real.engine);
  const throughApi = (text: string, tokens: number) => askApi(server.url, { text, tokens });
  const alone = (text: string, tokens: number) => askEngine(real, { text, tokens });
  try {
    await alone('Warm up.', 8);
    const rows = [];
    for (const count of streams) {
      const engine = await tokensPerSecond(count, alone);
      const api = await tokensPerSecond(count, throughApi);
      rows.push({
        streams: count,
        'engine tokens/s': round(engine),
        'API tokens/s': round(api),
        'API ÷ engine': round(api / engine, 2),
      });
    }
    console.table(rows);
    const [engineMs, apiMs] = await firstTokens(alone, throughApi);
    console.table([
      {
        'first token, engine ms': round(engineMs),
        'first token, API ms': round(apiMs),
        'API adds ms': round(apiMs - engineMs),
        'target ≤ 5 ms': apiMs - engineMs <= 5 ? 'met' : 'missed',
      },
    ]);
  } finally {
    await server.close();
    await real.engine.close();
  }
}

type Ask = (text: string, tokens: number) => Promise<Run>;

async function tokensPerSecond(count: number, ask: Ask): Promise<number> {
  const startedMs = performance.now();
  const runs = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      ask(`Write a long story about the number ${index + 1} and its friends.`, answerTokens),
    ),
  );
  return runs.reduce((sum, run) => sum + run.tokens, 0) / ((performance.now() - startedMs) / 1_000);
}

/** Alternating, so that a slow moment of the machine meets both. */
async function firstTokens(alone: Ask, throughApi: Ask): Promise<[number, number]> {
  const engine: number[] = [];
  const api: number[] = [];
  for (let index = 0; index < firstTokenTries; index += 1) {
    engine.push((await alone('Say hello.', 2)).firstTokenMs);
    api.push((await throughApi('Say hello.', 2)).firstTokenMs);
  }
  return [median(engine), median(api)];
}

async function askEngine({ engine }: RealEngine, { text, tokens }: { text: string; tokens: number }): Promise<Run> {
  const messages: ChatMessage[] = [
    { role: 'system', content: 'You are a helpful assistant.' },
    { role: 'user', content: text },
  ];
  const startedMs = performance.now();
  const run: Run = { firstTokenMs: 0, tokens: 0 };
  const request = { modelId, messages, sampling: { temperature: 0, topP: 1 }, maxTokens: tokens, callerId: text };
  for await (const event of engine.chat(request, new AbortController().signal)) {
    if (event.type === 'text' && run.firstTokenMs === 0) run.firstTokenMs = performance.now() - startedMs;
    if (event.type === 'ended') run.tokens = event.completionTokens;
  }
  return run;
}

async function askApi(url: string, { text, tokens }: { text: string; tokens: number }): Promise<Run> {
  const startedMs = performance.now();
  const body = {
    model: 'bench',
    messages: [{ role: 'user', content: text }],
    temperature: 0,
    top_p: 1,
    max_completion_tokens: tokens,
    stream: true,
    stream_options: { include_usage: true },
  };
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const run: Run = { firstTokenMs: 0, tokens: 0 };
  let all = '';
  for await (const part of response.body ?? []) {
    all += new TextDecoder().decode(part);
    if (run.firstTokenMs === 0 && /"content":"[^"]/.test(all)) run.firstTokenMs = performance.now() - startedMs;
  }
  run.tokens = Number(/"completion_tokens":(\d+)/.exec(all)?.[1] ?? 0);
  return run;
}
