import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { openTinyEngines, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { openScriptedEngine, type ScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { readStream } from '#runtime/http/testing/read-stream.ts';
import { creditsTexts } from '#runtime/testing/open-test-app.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';
import { type HttpsTestServer, serveHttps } from '#runtime/web/testing/serve-https.ts';
import { openUpstreamEngine } from './open-upstream-engine.ts';

const schema = {
  type: 'object',
  properties: { size: { type: 'integer', minimum: 0, maximum: 999 }, tone: { enum: ['low', 'high'] } },
  required: ['size', 'tone'],
  additionalProperties: false,
};
const response_format = { type: 'json_schema', json_schema: { name: 'sound', strict: true, schema } };
const look = '{"tool": "look", "x": 1}';
const add = {
  type: 'function',
  function: { name: 'add', parameters: { type: 'object', properties: { a: { type: 'boolean' } }, required: ['a'] } },
};

let service: HttpsTestServer;
beforeAll(async () => {
  service = await serveHttps((_request, response) => response.end('42'));
});
afterAll(() => service.close());

/** A whole node with a tool of its own, whose chat models run on another node. */
async function openFront(behind: TestNode) {
  const local = openScriptedEngine();
  const engine = await openUpstreamEngine({ url: behind.url, local });
  const definition = toolDefinitionSchema.parse({
    ...{ name: 'look', description: 'Looks something up.' },
    parameters: { type: 'object', properties: { x: { type: 'integer', minimum: 0, maximum: 9 } }, required: ['x'] },
    target: { kind: 'http', method: 'POST', url: `${service.url}/look` },
  });
  const policy = { privateHosts: [service.host], certificateFiles: [service.certificateFile] };
  const tools = [{ component: { name: 'Look', version: 1 }, definition }];
  const prompts = agentManifestSchema.shape.prompts.parse({ system: 'Speak like a front.', rag: 'Use the context.' });
  const evidence = { whenMissing: 'answer-and-say-so' as const, refusal: 'Nothing.', notice: 'No source.' };
  const changes = { tools, prompts, evidence, slug: 'front' };
  const node = await openTestNode({ engine, dimensions: 16, policy, manifest: changes });
  const post = (body: object) =>
    fetch(`${node.url}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'front', messages: [{ role: 'user', content: creditsTexts[0] }], ...body }),
    });
  const ask = async (body: object = {}) => {
    const response = await post(body);
    expect(response.status).toBe(200);
    return chatCompletionSchema.parse(await response.json());
  };
  return { node, post, ask };
}

describe('a node with a scripted node behind it', () => {
  let script: ScriptedEngine;
  let behind: TestNode;
  let front: Awaited<ReturnType<typeof openFront>>;
  const replies = [look, 'It is 42.'];
  beforeAll(async () => {
    let turn = 0;
    script = openScriptedEngine({ replies: [() => replies[turn++ % replies.length] ?? ''] });
    behind = await openTestNode({ engine: script, dimensions: 16, manifest: { knowledge: [] } });
    front = await openFront(behind);
    turn = 0;
    script.calls.chat.length = 0;
  });
  afterAll(async () => {
    await front.node.close();
    await behind.close();
  });

  it('searches, writes the prompt, makes calls and cites itself; the other only generates', async () => {
    const { choices, gaia } = await front.ask();
    expect(choices[0]).toMatchObject({ message: { content: 'It is 42.' }, finish_reason: 'stop' });
    expect(gaia.tools).toMatchObject([{ name: 'look', state: 'done', result: '42' }]);
    expect(gaia.trace?.search?.passages.length).toBeGreaterThan(0);
    expect(service.seen.at(-1)).toMatchObject({ method: 'POST', path: '/look', body: '{"x":1}' });
    const [first, second] = script.calls.chat;
    expect(first?.messages[0]?.content).toMatch(/Speak like a front\..*look/s);
    expect(first?.messages.at(-1)?.content).toContain(creditsTexts[0]);
    expect(first?.grammar).toContain('calls');
    expect(second?.messages.slice(-2).map(({ content }) => content)).toEqual([look, 'Result of look: 42']);
  });

  it('streams cards and words, tells log probabilities, and stops where the caller says', async () => {
    const { chunks, texts } = await readStream(await front.post({ stream: true }));
    expect(chunks.filter(({ gaia }) => gaia && 'toolCall' in gaia)).toHaveLength(2);
    expect(texts).toEqual(['It is 42.']);
    const told = await front.ask({ logprobs: true, stop: [' 42'] });
    expect(told.choices[0]?.message.content).toBe('It is');
    expect(told.choices[0]?.logprobs?.content?.map(({ token }) => token).join('')).toBe('It is');
  });
});

describe('a node with a real engine two nodes away', () => {
  let tiny: TinyEngines;
  let behind: TestNode;
  let front: Awaited<ReturnType<typeof openFront>>;
  beforeAll(async () => {
    tiny = await openTinyEngines();
    behind = await openTestNode({ engine: await tiny.open({ parallelSequences: 2 }), manifest: { knowledge: [] } });
    front = await openFront(behind);
  });
  afterAll(async () => {
    await front.node.close();
    await behind.close();
    await tiny.close();
  });
  const hot = { temperature: 1, max_completion_tokens: 300, seed: 5 };

  it('answers in the form that is asked for, beside functions and without, streamed too, alike with a seed', async () => {
    for (const tool_choice of ['none', 'auto']) {
      const asked = { ...hot, response_format, tool_choice };
      const { choices } = await front.ask(asked);
      const content = choices[0]?.message.content ?? '';
      if (choices[0]?.finish_reason === 'stop') expect(Object.keys(JSON.parse(content))).toEqual(['size', 'tone']);
      expect((await readStream(await front.post({ ...asked, stream: true }))).texts).toEqual([content]);
    }
  });

  it('may leave an answer incomplete at a stop string', async () => {
    const { choices } = await front.ask({ ...hot, response_format, tool_choice: 'none', stop: 'tone' });
    expect(choices[0]).toMatchObject({ finish_reason: 'stop' });
    expect(choices[0]?.message.content).toMatch(/^\{\s*"size"[^t]*"$/);
  });

  it("calls the caller's functions with valid arguments", async () => {
    const named = { type: 'function', function: { name: 'add' } };
    for (const tool_choice of ['required', named]) {
      const tools = { tools: [add], parallel_tool_calls: false, gaia: { execute_tools: false } };
      const { choices } = await front.ask({ ...hot, ...tools, tool_choice });
      const [call] = choices[0]?.message.tool_calls ?? [];
      expect(choices[0]?.finish_reason).toBe('tool_calls');
      const given = JSON.parse(call?.function.arguments ?? '') as object;
      expect(Object.values(given).every((value) => typeof value === 'boolean' || typeof value === 'number')).toBe(true);
    }
  });

  it('makes its own calls', async () => {
    const own = { tool_choice: { type: 'function', function: { name: 'look' } } };
    const { gaia } = await front.ask({ ...hot, ...own, max_completion_tokens: 600 });
    expect(gaia.tools?.[0]).toMatchObject({ name: 'look', state: 'done', result: '42' });
  });
});
