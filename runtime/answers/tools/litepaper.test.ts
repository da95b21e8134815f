import { expect, it } from 'vitest';
import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { openTestApp } from '#runtime/testing/open-test-app.ts';
import { serveLocally } from '#runtime/testing/serve-locally.ts';
import { openScriptedExecutor } from './testing/open-scripted-executor.ts';

const question = 'What is the weather like in Singapore?';
const called = '{"tool":"get_current_weather","location":"Singapore","unit":"celsius"}';
const answer = 'The current weather in Singapore is 42C.';

it("the litepaper's example works word for word: question, call, POST to a service, 42, answer", async () => {
  const posted: string[] = [];
  const service = await serveLocally((request, response) => {
    request.on('data', (part) => posted.push(String(part)));
    request.on('end', () => response.end('42'));
  });
  const post = async (given: Record<string, unknown>) => {
    const response = await fetch(`${service.url}/weather`, { method: 'POST', body: JSON.stringify(given) });
    return response.text();
  };
  const parameters = {
    type: 'object',
    properties: { location: { type: 'string' }, unit: { enum: ['celsius', 'fahrenheit'] } },
    required: ['location', 'unit'],
  };
  const tools = openScriptedExecutor(
    { get_current_weather: ({ arguments: given }) => post(given) },
    { get_current_weather: parameters },
  );
  try {
    const test = await openTestApp({ texts: [], tools, engine: { replies: [called, answer] } });
    const body = { model: 'guide', messages: [{ role: 'user', content: question }] };
    const { choices, gaia } = chatCompletionSchema.parse(await (await test.post('/v1/chat/completions', body)).json());
    expect(service.seen).toMatchObject([{ method: 'POST', path: '/weather' }]);
    expect(posted.join('')).toBe('{"location":"Singapore","unit":"celsius"}');
    expect(gaia.tools).toMatchObject([{ name: 'get_current_weather', state: 'done', result: '42' }]);
    expect(choices[0]).toMatchObject({ message: { content: answer }, finish_reason: 'stop' });
    const [, second] = test.engine.calls.chat;
    expect(second?.messages.slice(1)).toEqual([
      { role: 'user', content: question },
      { role: 'assistant', content: '{"tool": "get_current_weather", "location":"Singapore","unit":"celsius"}' },
      { role: 'user', content: 'Result of get_current_weather: 42' },
    ]);
  } finally {
    await service.close();
  }
});
