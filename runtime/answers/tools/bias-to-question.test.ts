import { expect, it } from 'vitest';
import { openTestApp } from '#runtime/testing/open-test-app.ts';
import { openScriptedExecutor } from './testing/open-scripted-executor.ts';

const look = '{"tool": "look", "x": 1}';

async function biases(more: object) {
  const tools = openScriptedExecutor({ look: '42' });
  const test = await openTestApp({ texts: [], tools, engine: { replies: [look, 'It is 42.'] } });
  const messages = [
    { role: 'user', content: 'zz' },
    { role: 'user', content: 'ab, b?' },
  ];
  const response = await test.post('/v1/chat/completions', { model: 'guide', messages, ...more });
  expect(response.status).toBe(200);
  return test.engine.calls.chat.map(({ sampling }) => sampling.logitBias);
}

// The scripted engine's tokens are bytes: 32 is a space, 97 and 98 are the letters.
it('where a small model has to call, the words of the last question are likelier; where it may speak, they are not', async () => {
  expect(await biases({ tool_choice: 'required' })).toEqual([{ 32: 2, 97: 2, 98: 2 }, undefined]);
  expect(await biases({})).toEqual([undefined, undefined]);
});

it("a bias of the caller's stands", async () => {
  const [first, second] = await biases({ tool_choice: 'required', logit_bias: { 97: -100, 99: 5 } });
  expect([first, second]).toEqual([
    { 32: 2, 97: -100, 98: 2, 99: 5 },
    { 97: -100, 99: 5 },
  ]);
});
