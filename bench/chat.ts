import { parseArgs } from 'node:util';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import { startLlamaServer } from '#runtime/engine/openai/testing/start-llama-server.ts';
import { openChatServer } from './open-chat-server.ts';
import { type Library, openLibrary } from './open-library.ts';
import { known, openRealEngine, type RealEngine } from './open-real-engine.ts';
import { median, round } from './statistics.ts';

const streams = [1, 4, 8];
const answerTokens = 96;
const rounds = 3;
const firstTokenTries = 30;
const modelId = known('smollm2-135m-instruct').sha256;

interface Run {
  firstTokenMs: number;
  tokens: number;
}

type Ask = (text: string, tokens: number) => Promise<Run>;

/**
 * Tokens per second at 1, 4 and 8 streams: the node's API and the engine beside the library's own scheduling (target at 4 and 8:
 * ≥ 1.2 times) and, where its path is given, llama-server; what the API adds to the first token (target ≤ 5 ms); reading a long prompt.
 */
export async function runChatBench(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { 'llama-server': { type: 'string' } } });
  const real = await openRealEngine({ parallelSequences: 8 });
  const file = real.files['smollm2-135m-instruct'] ?? '';
  const server = await openChatServer(real.engine);
  const library = await openLibrary(file, { sequences: 8, contextTokens: 2_048 });
  const program = values['llama-server'];
  const other = program ? await startLlamaServer({ program, file, sequences: 8, contextTokens: 2_048 }) : null;
  const throughApi: Ask = (text, tokens) => askApi(server.url, { text, tokens });
  const alone: Ask = (text, tokens) => askEngine(real, { text, tokens });
  const ways: Record<string, Ask> = {
    engine: alone,
    API: throughApi,
    library: library.generate,
    ...(other ? { 'llama-server': (text, tokens) => askApi(other.url, { text, tokens }) } : {}),
  };
  try {
    for (const ask of Object.values(ways)) await ask('Warm up.', 8);
    await compareStreams(ways);
    await compareFirstToken(alone, throughApi);
    await comparePrefill(real, library);
  } finally {
    await other?.close();
    await library.close();
    await server.close();
    await real.engine.close();
  }
}

/** Each way in turn, several rounds, so that a slow moment of the machine meets all of them; medians. */
async function compareStreams(ways: Record<string, Ask>): Promise<void> {
  const rows = [];
  for (const count of streams) {
    const rates = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
    for (let turn = 0; turn < rounds; turn += 1)
      for (const [name, ask] of Object.entries(ways)) rates.get(name)?.push(await tokensPerSecond(count, ask));
    const rate = (name: string) => median(rates.get(name) ?? []);
    rows.push({
      streams: count,
      ...Object.fromEntries(Object.keys(ways).map((name) => [`${name} tokens/s`, round(rate(name))])),
      'API ÷ engine': round(rate('API') / rate('engine'), 2),
      'engine ÷ library': round(rate('engine') / rate('library'), 2),
      ...(ways['llama-server'] ? { 'API ÷ llama-server': round(rate('API') / rate('llama-server'), 2) } : {}),
    });
  }
  console.table(rows);
}

async function compareFirstToken(alone: Ask, throughApi: Ask): Promise<void> {
  const [engineMs, apiMs] = await firstTokens(alone, throughApi);
  console.table([
    {
      'first token, engine ms': round(engineMs),
      'first token, API ms': round(apiMs),
      'API adds ms': round(apiMs - engineMs),
      'target ≤ 5 ms': apiMs - engineMs <= 5 ? 'met' : 'missed',
    },
  ]);
}

/** A prompt of about 1,000 tokens that nothing of is kept. */
async function comparePrefill(real: RealEngine, library: Library): Promise<void> {
  const engineMs: number[] = [];
  const libraryMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const text = `${round} ${Math.random()} ${'The old harbour town was known for its bells and its bread. '.repeat(72)}`;
    engineMs.push((await askEngine(real, { text: `e${text}`, tokens: 1 })).firstTokenMs);
    libraryMs.push(await library.prefill(`l${text}`));
  }
  const [engine, plain] = [median(engineMs), median(libraryMs)];
  console.table([
    {
      'prefill, engine ms': round(engine),
      'prefill, library ms': round(plain),
      'engine ÷ library': round(engine / plain, 2),
    },
  ]);
}

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
