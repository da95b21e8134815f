import { afterAll, beforeAll, expect, it } from 'vitest';
import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { readStream } from '#runtime/http/testing/read-stream.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';
import { type HttpsTestServer, serveHttps } from '#runtime/web/testing/serve-https.ts';

const question = 'What is the weather like in Singapore?';
const called = '{"tool":"get_current_weather","location":"Singapore","unit":"celsius"}';
const answer = 'The current weather in Singapore is 42C.';
const engine = openScriptedEngine({ replies: [called, answer, called, answer] });
let service: HttpsTestServer;
let test: TestNode;

beforeAll(async () => {
  service = await serveHttps((_request, response) => response.end('42'));
  const definition = toolDefinitionSchema.parse({
    name: 'get_current_weather',
    description: 'Gets the current weather in a city.',
    parameters: {
      type: 'object',
      properties: { location: { type: 'string' }, unit: { enum: ['celsius', 'fahrenheit'] } },
      required: ['location', 'unit'],
    },
    target: { kind: 'http', method: 'POST', url: `${service.url}/weather` },
  });
  const tools = [{ component: { name: 'Weather', version: 1 }, definition }];
  const policy = { privateHosts: [service.host], certificateFiles: [service.certificateFile] };
  test = await openTestNode({ engine, dimensions: 16, manifest: { knowledge: [], tools }, policy });
  engine.calls.chat.length = 0;
});
afterAll(async () => {
  await test.close();
  await service.close();
});

async function ask(more: object = {}): Promise<Response> {
  const body = { model: 'guide', messages: [{ role: 'user', content: question }], ...more };
  const response = await fetch(`${test.url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return response;
}

it("the litepaper's example works word for word on a node: question, call, POST to an HTTPS service, 42, answer", async () => {
  const { choices, gaia } = chatCompletionSchema.parse(await (await ask()).json());
  expect(service.seen.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['POST', '/weather', '{"location":"Singapore","unit":"celsius"}'],
  ]);
  expect(gaia.tools).toMatchObject([{ name: 'get_current_weather', state: 'done', result: '42' }]);
  expect(choices[0]).toMatchObject({ message: { content: answer }, finish_reason: 'stop' });
  const [, second] = engine.calls.chat;
  expect(second?.messages.slice(1)).toEqual([
    { role: 'user', content: question },
    { role: 'assistant', content: '{"tool": "get_current_weather", "location":"Singapore","unit":"celsius"}' },
    { role: 'user', content: 'Result of get_current_weather: 42' },
  ]);
});

it('streamed, a card tells of the call when it starts and when it has ended, then the answer comes', async () => {
  const { chunks } = await readStream(await ask({ stream: true }));
  expect(chunks.flatMap(({ gaia }) => (gaia && 'toolCall' in gaia ? [gaia.toolCall?.state] : []))).toEqual([
    'running',
    'done',
  ]);
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(answer);
});
