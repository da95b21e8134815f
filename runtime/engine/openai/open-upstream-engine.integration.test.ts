import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChatRequest, Engine, GenerationEvent } from '#runtime/engine/engine.ts';
import { openTinyEngines, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';
import { openUpstreamEngine } from './open-upstream-engine.ts';
import { startLlamaServer } from './testing/start-llama-server.ts';

const never = new AbortController().signal;
const spec = { modelId: 'remote', kind: 'chat' as const, path: '', contextTokens: 2_048, parallelSequences: 4 };
const ask = (more: Partial<ChatRequest> = {}): ChatRequest => ({
  modelId: 'remote',
  messages: [{ role: 'user', content: 'hello' }],
  sampling: { temperature: 0, topP: 1 },
  maxTokens: 12,
  ...more,
});

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
async function open(url: string, more: object = {}): Promise<Engine> {
  const local = openScriptedEngine();
  const engine = await openUpstreamEngine({ url, local, ...more });
  opened.push(engine);
  return engine;
}
async function read(engine: Engine, request: ChatRequest, signal = never) {
  const events: GenerationEvent[] = [];
  for await (const event of engine.chat(request, signal)) events.push(event);
  const text = events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('');
  const ended = events.at(-1);
  if (ended?.type !== 'ended') throw new Error('A stream has to end.');
  return { text, ended, events };
}

describe('a second node of ours behind the engine', () => {
  let tiny: TinyEngines;
  let node: TestNode;
  let url: string;
  beforeAll(async () => {
    tiny = await openTinyEngines();
    node = await openTestNode({ engine: await tiny.open({ parallelSequences: 2 }), manifest: { knowledge: [] } });
    url = node.url;
  });
  afterAll(async () => {
    await node.close();
    await tiny.close();
  });

  it('generates, follows a grammar, and tells tokens at the end', async () => {
    const engine = await open(url);
    await engine.load(spec);
    const { text, ended, events } = await read(engine, ask({ grammar: 'root ::= "yes" | "no"' }));
    expect(['yes', 'no']).toContain(text);
    expect(ended).toMatchObject({ finishReason: 'stop', promptTokens: expect.any(Number) });
    expect(ended.promptTokens).toBeGreaterThan(5);
    expect(events[0]?.type).toBe('started');
    expect(engine.status()).toMatchObject({ state: 'ready', device: expect.stringContaining('gaianet') });
  });

  it('stops the generation there when the caller leaves here', async () => {
    const engine = await open(url);
    await engine.load(spec);
    const leave = new AbortController();
    const stream = engine.chat(ask({ grammar: 'root ::= [a-z] root', maxTokens: 2_000 }), leave.signal);
    while ((await stream.next()).value?.type !== 'text');
    leave.abort();
    await expect(stream.next()).rejects.toMatchObject({ code: 'client_closed' });
    expect((await read(engine, ask({ grammar: 'root ::= "ok"' }))).text).toBe('ok');
  });

  it('says which prompt was too long, tells tokens, and passes log probabilities on', async () => {
    const engine = await open(url);
    await engine.load(spec);
    const long = [{ role: 'user' as const, content: 'hello world '.repeat(3_000) }];
    await expect(read(engine, ask({ messages: long }))).rejects.toMatchObject({ code: 'context_length_exceeded' });
    const [[first] = []] = await engine.tokenize('remote', ['hello']);
    expect(first).toBeGreaterThan(0);
    const { events } = await read(engine, ask({ topLogprobs: 2 }));
    const told = events.flatMap((event) => (event.type === 'text' ? (event.logprobs ?? []) : []));
    expect(told[0]?.top).toHaveLength(2);
  });

  it('computes embeddings on this machine', async () => {
    const engine = await open(url);
    const { vectors } = await engine.embed({ modelId: 'e', inputs: ['a'], priority: 'query' }, never);
    expect(vectors[0]).toHaveLength(16);
  });
});

const program = process.env.LLAMA_SERVER;
if (!program) process.stdout.write('No llama-server was put behind the engine: set LLAMA_SERVER to its program.\n');

describe.each(program ? [program] : [])('%s behind the engine', (path) => {
  it('generates, follows a grammar, tells tokens and log probabilities, and stops when the caller leaves', async () => {
    const tiny = await openTinyEngines();
    opened.push(tiny);
    const server = await startLlamaServer({ program: path, file: tiny.chatFile, sequences: 2, contextTokens: 2_048 });
    opened.push(server);
    const engine = await open(server.url);
    await engine.load(spec);
    expect(engine.status()).toMatchObject({ state: 'ready', device: expect.stringContaining('llama-server') });
    const { text, ended } = await read(engine, ask({ grammar: 'root ::= "yes" | "no"' }));
    expect(['yes', 'no']).toContain(text);
    expect(ended).toMatchObject({ finishReason: 'stop', promptTokens: expect.any(Number) });
    expect((await engine.tokenize('remote', ['hello']))[0]?.length).toBeGreaterThan(0);
    const { events } = await read(engine, ask({ topLogprobs: 2 }));
    expect(events.some((event) => event.type === 'text' && event.logprobs?.[0]?.top.length === 2)).toBe(true);
    const leave = new AbortController();
    const stream = engine.chat(ask({ grammar: 'root ::= [a-z] root', maxTokens: 2_000 }), leave.signal);
    while ((await stream.next()).value?.type !== 'text');
    leave.abort();
    await expect(stream.next()).rejects.toMatchObject({ code: 'client_closed' });
  });
});

interface Imitation {
  url: string;
  asked: { path: string; body: Record<string, unknown>; key: string | undefined }[];
  close(): Promise<void>;
}

/** Answers like llama-server or vLLM as far as their documentation shows the shapes. */
async function imitate(kind: 'llama-server' | 'vllm' | 'other', port = 0): Promise<Imitation> {
  const asked: Imitation['asked'] = [];
  const facts: Record<string, object> = {
    '/v1/models': { data: [{ id: 'first' }, { id: 'big', max_model_len: 4_000 }] },
    ...(kind === 'llama-server'
      ? { '/props': { default_generation_settings: { n_ctx: 1_024 }, modalities: { vision: true, audio: false } } }
      : {}),
    ...(kind === 'vllm' ? { '/version': { version: '0.12.0' } } : {}),
    '/tokenize': { tokens: [1, 2, 3] },
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    const body = await readBody(request);
    asked.push({ path, body, key: request.headers.authorization });
    if (facts[path]) response.setHeader('content-type', 'application/json').end(JSON.stringify(facts[path]));
    else if (!path.startsWith('/v1/chat')) response.writeHead(404).end();
    else if (body.seed === 429) response.writeHead(429, { 'retry-after': '7' }).end('{}');
    else if (body.seed === 500) response.writeHead(500).end('{"error":{"message":"out of memory"}}');
    else if (body.seed === 13)
      response.write('data: {"choices":[{"delta":{"content":"a"}}]}\n\n', () => request.socket.destroy());
    else response.end('data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"length"}]}\n\ndata: [DONE]\n\n');
  };
  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const imitation = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return imitation;
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString());
}

describe('another server behind the engine', () => {
  it.each([
    ['llama-server', { grammar: 'root ::= "x"', top_k: 5 }, 1_024],
    ['vllm', { structured_outputs: { grammar: 'root ::= "x"' }, top_k: 5 }, 2_048],
  ] as const)(
    'that is %s gets grammars and sampling in its own words, and its own limit of context',
    async (kind, words, context) => {
      const server = await imitate(kind);
      opened.push(server);
      const engine = await open(`${server.url}/v1/`, { key: 'secret', model: 'big' });
      expect((await engine.load(spec)).contextTokens).toBe(context);
      const request = ask({ grammar: 'root ::= "x"', sampling: { temperature: 0, topP: 1, topK: 5 }, stop: ['END'] });
      const { text, ended } = await read(engine, request);
      expect({ text, ended }).toMatchObject({ text: 'Hi', ended: { finishReason: 'length', completionTokens: 1 } });
      const chat = server.asked.find(({ path }) => path === '/v1/chat/completions');
      expect(chat).toMatchObject({
        key: 'Bearer secret',
        body: { model: 'big', stop: ['END'], stream: true, ...words },
      });
      expect(await engine.tokenize('remote', ['x'])).toEqual([[1, 2, 3]]);
    },
  );

  it('that sees images gets them before the text, by what it says of itself or by configuration', async () => {
    const server = await imitate('llama-server');
    const other = await imitate('other');
    opened.push(server, other);
    const url = 'data:image/png;base64,iVBORw0KGgo=';
    const see = [{ role: 'user' as const, content: 'What is it?', images: [{ url, detail: 'low' as const }] }];
    for (const [place, more, expected] of [
      [server, {}, true],
      [server, { takesImages: false }, false],
      [other, {}, false],
      [other, { takesImages: true }, true],
    ] as const) {
      const engine = await open(place.url, more);
      await engine.load(spec);
      expect(engine.status().models.at(-1)?.takesImages).toBe(expected);
      if (expected) await read(engine, ask({ messages: see }));
    }
    const content = [
      { type: 'image_url', image_url: { url, detail: 'low' } },
      { type: 'text', text: 'What is it?' },
    ];
    for (const { asked } of [server, other]) {
      const chat = asked.find(({ path }) => path === '/v1/chat/completions');
      expect(chat?.body.messages).toEqual([{ role: 'user', content }]);
    }
  });

  it('that takes no grammar is told so to the caller, and gets nothing it does not know', async () => {
    const server = await imitate('other');
    opened.push(server);
    const engine = await open(server.url);
    await engine.load(spec);
    await expect(read(engine, ask({ grammar: 'root ::= "x"' }))).rejects.toMatchObject({ code: 'invalid_input' });
    await read(engine, ask({ sampling: { temperature: 0, topP: 1, topK: 5 } }));
    expect(server.asked.at(-1)?.body).not.toHaveProperty('top_k');
    await expect(engine.tokenize('remote', ['x'])).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it.each([
    [429, { code: 'queue_full', retryAfterSeconds: 7 }],
    [500, { code: 'upstream_failed', message: expect.stringContaining('out of memory') }],
    [13, { code: 'engine_crashed' }],
  ])('that fails with %i gives the error that fits', async (seed, error) => {
    const server = await imitate('other');
    opened.push(server);
    const engine = await open(server.url);
    await engine.load(spec);
    await expect(read(engine, ask({ sampling: { temperature: 0, topP: 1, seed } }))).rejects.toMatchObject(error);
  });

  it('that lacks the model named is refused with the list of those it has', async () => {
    const server = await imitate('other');
    opened.push(server);
    const engine = await open(server.url, { model: 'huge' });
    await expect(engine.load(spec)).rejects.toMatchObject({
      code: 'model_not_found',
      message: expect.stringContaining('"first", "big"'),
    });
  });

  it('that is gone shows, and is used again as soon as it is back', async () => {
    const server = await imitate('other');
    const engine = await open(server.url, { lookEveryMs: 20 });
    await engine.load(spec);
    await server.close();
    await expect(read(engine, ask())).rejects.toMatchObject({ code: 'engine_crashed', retryAfterSeconds: 5 });
    expect(engine.status()).toMatchObject({ state: 'restarting', crashes: 1 });
    const again = await imitate('other', Number(new URL(server.url).port));
    opened.push(again);
    expect((await read(engine, ask())).text).toBe('Hi');
    expect(engine.status().state).toBe('ready');
  });
});
