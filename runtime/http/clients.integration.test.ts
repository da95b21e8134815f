import { kill } from 'node:process';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LlamaEngine } from '#runtime/engine/llama/open-llama-engine.ts';
import { openTinyEngines, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';
import { runPythonClient } from './testing/run-python-client.ts';

const messages = [{ role: 'user' as const, content: 'What are credits?' }];
const answering = { whenMissing: 'answer-and-say-so' as const, refusal: 'Nothing.', notice: 'No source.' };
let tiny: TinyEngines;
let engine: LlamaEngine;
let test: TestNode;
let openai: OpenAI;

beforeAll(async () => {
  tiny = await openTinyEngines();
  engine = await tiny.open({ parallelSequences: 4, maxQueue: 2 });
  test = await openTestNode({ engine, manifest: { evidence: answering } });
  openai = new OpenAI({ baseURL: `${test.url}/v1`, apiKey: 'unused', maxRetries: 0 });
});
afterAll(async () => {
  await test.close();
  await tiny.close();
});

/** Resolves when the engine has let go of every request. */
async function untilIdle(): Promise<void> {
  for (;;) {
    const { running, queued } = engine.status();
    if (running + queued === 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
beforeEach(untilIdle);

/** Goes on to its limit: the token that ends an answer (2 in the tiny model) is never drawn. */
const endless = { model: 'guide', messages, max_completion_tokens: 1_500, temperature: 0, logit_bias: { '2': -100 } };

describe('the official npm client', () => {
  it('gets a completion in one piece, the same twice with a seed', async () => {
    const ask = { model: 'guide', messages, max_completion_tokens: 12, seed: 5, temperature: 0.8 };
    const first = await openai.chat.completions.create(ask);
    const second = await openai.chat.completions.create(ask);
    expect(first.choices[0]?.message.content).toBeTruthy();
    expect(second.choices[0]?.message.content).toBe(first.choices[0]?.message.content);
    expect(second.usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan(0);
    expect(first.usage?.total_tokens).toBe((first.usage?.prompt_tokens ?? 0) + (first.usage?.completion_tokens ?? 0));
  });

  it('reads a stream with usage at its end, and gaia on the chunk that ends', async () => {
    const stream = await openai.chat.completions.create({
      model: 'guide',
      messages,
      max_completion_tokens: 12,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.at(-1)?.choices).toEqual([]);
    expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(0);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toMatch(/stop|length/);
    expect(chunks.at(-2)).toHaveProperty('gaia.citations');
  });

  it('reads a stream with its own helper', async () => {
    const runner = openai.chat.completions.stream({ model: 'guide', messages, max_completion_tokens: 8 });
    const { choices } = await runner.finalChatCompletion();
    expect(choices[0]?.message.content).toBeTruthy();
  });

  it('gets n answers', async () => {
    const { choices } = await openai.chat.completions.create({
      model: 'guide',
      messages,
      n: 3,
      max_completion_tokens: 4,
    });
    expect(choices.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('gets embeddings, which it asks for as base64, and lists models', async () => {
    const { data } = await openai.embeddings.create({ model: 'guide', input: ['one', 'two'] });
    expect(data).toHaveLength(2);
    for (const { embedding } of data) expect(Math.hypot(...embedding)).toBeCloseTo(1, 4);
    const plain = await openai.embeddings.create({ model: 'guide', input: 'one', encoding_format: 'float' });
    expect(data[0]?.embedding.length).toBe(plain.data[0]?.embedding.length);
    expect((await openai.models.list()).data.map(({ id }) => id)).toEqual(['guide']);
    expect((await openai.models.retrieve('guide')).id).toBe('guide');
  });

  it('throws its own class for each error', async () => {
    const bad = openai.chat.completions.create({ model: 'guide', messages, temperature: 9 });
    await expect(bad).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    await expect(bad).rejects.toMatchObject({ status: 400, param: 'temperature', code: 'invalid_input' });
    const unknown = openai.chat.completions.create({ model: 'gpt-4', messages });
    await expect(unknown).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(unknown).rejects.toMatchObject({ code: 'model_not_found' });
    const long = openai.chat.completions.create({
      model: 'guide',
      messages: [{ role: 'user', content: 'a '.repeat(4_000) }],
    });
    await expect(long).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' });
  });

  it('throws RateLimitError with Retry-After when slots and queue are full', async () => {
    const left = new AbortController();
    const streams = Array.from({ length: 6 }, () =>
      openai.chat.completions.create({ ...endless, stream: true }, { signal: left.signal }),
    );
    const waiting = Promise.allSettled(streams);
    while (engine.status().running + engine.status().queued < 6) await new Promise((resolve) => setImmediate(resolve));
    const refused = openai.chat.completions.create({ model: 'guide', messages });
    await expect(refused).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    const { headers } = (await refused.catch((error: unknown) => error)) as { headers: Headers };
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    left.abort();
    await waiting;
    await untilIdle();
  });
});

describe('the official Python client', () => {
  it('gets completions, streams, embeddings and its own error classes', async () => {
    const program = `
import json, os, sys
os.environ["NO_PROXY"] = "127.0.0.1"
import openai
client = openai.OpenAI(base_url=sys.argv[1], api_key="unused", max_retries=0)
messages = [{"role": "user", "content": "What are credits?"}]
whole = client.chat.completions.create(model="guide", messages=messages, max_completion_tokens=8)
again = client.chat.completions.create(model="guide", max_completion_tokens=4,
    messages=messages + [whole.choices[0].message.model_dump(), {"role": "user", "content": "And?"}])
stream = client.chat.completions.create(model="guide", messages=messages, max_completion_tokens=8, stream=True,
    stream_options={"include_usage": True})
chunks = list(stream)
vectors = client.embeddings.create(model="guide", input=["one", "two"]).data
def refused(call):
    try:
        call()
    except openai.APIStatusError as error:
        return [type(error).__name__, error.code, error.param]
print(json.dumps({
    "text": whole.choices[0].message.content,
    "again": again.object,
    "gaia": whole.model_extra["gaia"]["outcome"],
    "role": chunks[0].choices[0].delta.role,
    "usage": chunks[-1].usage.total_tokens,
    "length": [len(vector.embedding) for vector in vectors],
    "bad": refused(lambda: client.chat.completions.create(model="guide", messages=messages, temperature=9)),
    "unknown": refused(lambda: client.chat.completions.create(model="gpt-4", messages=messages)),
}))`;
    expect(await runPythonClient(program, `${test.url}/v1`)).toEqual({
      text: expect.stringMatching(/./),
      again: 'chat.completion',
      gaia: expect.stringMatching(/grounded|answered-without-source/),
      role: 'assistant',
      usage: expect.any(Number),
      length: [64, 64],
      bad: ['BadRequestError', 'invalid_input', 'temperature'],
      unknown: ['NotFoundError', 'model_not_found', 'model'],
    });
  }, 300_000);
});

describe('what goes wrong on the way', () => {
  it('a client that leaves mid-stream frees its slot', async () => {
    const stream = await openai.chat.completions.create({ ...endless, stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    await untilIdle();
    expect(engine.status()).toMatchObject({ running: 0, queued: 0 });
  });

  it('a client that leaves before its whole answer frees its slot', async () => {
    const left = new AbortController();
    const answer = openai.chat.completions.create(endless, { signal: left.signal });
    while (engine.status().running === 0) await new Promise((resolve) => setImmediate(resolve));
    left.abort();
    await expect(answer).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    await untilIdle();
  });

  it('an engine that is killed mid-stream ends it with an error event, and the next request works', async () => {
    const body = JSON.stringify({ ...endless, stream: true });
    const response = await fetch(`${test.url}/v1/chat/completions`, { method: 'POST', body });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader?.read())?.value ?? '';
    const pid = engine.childPid;
    expect(pid).toBeGreaterThan(0);
    kill(pid ?? 0, 'SIGKILL');
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value;
    const last = text.trim().split('\n\n').at(-1) ?? '';
    expect(JSON.parse(last.replace(/^data: /, ''))).toMatchObject({
      error: { code: 'engine_crashed', type: 'server_error', message: expect.stringContaining('starting again') },
    });
    expect(text).not.toContain('[DONE]');

    const next = await openai.chat.completions.create({ model: 'guide', messages, max_completion_tokens: 4 });
    expect(next.choices[0]?.message.content).toBeTruthy();
    expect(engine.status().crashes).toBe(1);
  });
});
