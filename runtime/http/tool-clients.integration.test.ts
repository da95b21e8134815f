import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTinyEngines, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';
import { runPythonClient } from './testing/run-python-client.ts';

const messages = [{ role: 'user' as const, content: 'What are credits?' }];
const parameters = {
  type: 'object',
  properties: { city: { enum: ['Singapore', 'Rome'] }, days: { type: 'integer', minimum: 1, maximum: 9 } },
  required: ['city', 'days'],
  additionalProperties: false,
};
const weather = { type: 'function' as const, function: { name: 'weather', description: 'Weather.', parameters } };
const named = { type: 'function' as const, function: { name: 'weather' } };
const ask = { model: 'guide', messages, tools: [weather], tool_choice: named, max_completion_tokens: 300, seed: 3 };
let tiny: TinyEngines;
let test: TestNode;
let openai: OpenAI;

beforeAll(async () => {
  tiny = await openTinyEngines();
  test = await openTestNode({ engine: await tiny.open({ parallelSequences: 2 }) });
  openai = new OpenAI({ baseURL: `${test.url}/v1`, apiKey: 'unused', maxRetries: 0 });
});
afterAll(async () => {
  await test.close();
  await tiny.close();
});

function expectArguments(text: string | undefined): void {
  expect(JSON.parse(text ?? '')).toEqual({
    city: expect.stringMatching(/^(Singapore|Rome)$/),
    days: expect.any(Number),
  });
}

describe('the official npm client', () => {
  it('gets a call whole and streamed, the same for the same seed', async () => {
    const { choices } = await openai.chat.completions.create(ask);
    const [call] = choices[0]?.message.tool_calls ?? [];
    const whole = call?.type === 'function' ? call.function : undefined;
    expect(choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
    expectArguments(whole?.arguments);

    const streamed = await openai.chat.completions.stream(ask).finalChatCompletion();
    const [other] = streamed.choices[0]?.message.tool_calls ?? [];
    expect(other?.type === 'function' && other.function).toMatchObject(whole ?? {});
    expect(streamed.choices[0]?.message.content).toBeNull();
  });

  it('tells the arguments of its stream helper as they come', async () => {
    const deltas: string[] = [];
    const runner = openai.chat.completions.stream(ask);
    runner.on('tool_calls.function.arguments.delta', ({ arguments_delta: delta }) => deltas.push(delta));
    await runner.finalChatCompletion();
    expect(deltas.length).toBeGreaterThan(3);
    expectArguments(deltas.join(''));
  });

  it('runs the function itself with runTools, and gives its result back', async () => {
    const given: unknown[] = [];
    const runner = openai.chat.completions.runTools(
      {
        ...ask,
        tool_choice: 'required',
        parallel_tool_calls: false,
        tools: [
          {
            type: 'function',
            function: {
              ...weather.function,
              parse: JSON.parse,
              function: (value: unknown) => {
                given.push(value);
                return '42';
              },
            },
          },
        ],
      },
      { maxChatCompletions: 2 },
    );
    await runner.done().catch(() => undefined);
    expectArguments(JSON.stringify(given[0]));
    expect(runner.messages.some((message) => message.role === 'tool' && message.content === '42')).toBe(true);
  });

  it('gets an answer in words after it brought a result, where the choice is none', async () => {
    const first = await openai.chat.completions.create(ask);
    const message = first.choices[0]?.message;
    const [call] = message?.tool_calls ?? [];
    if (!message || !call) throw new Error('There is no call.');
    const result = { role: 'tool' as const, tool_call_id: call.id, content: '42' };
    const next = await openai.chat.completions.create({
      ...ask,
      messages: [...messages, message, result],
      tool_choice: 'none',
      max_completion_tokens: 12,
    });
    expect(next.choices[0]?.message.tool_calls).toBeUndefined();
    expect(next.choices[0]?.message.content).toBeTruthy();
  });

  it('throws its own class for a choice that is no function', async () => {
    const bad = openai.chat.completions.create({ ...ask, tool_choice: { type: 'function', function: { name: 'no' } } });
    await expect(bad).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    await expect(bad).rejects.toMatchObject({ param: 'tool_choice.function.name' });
  });
});

describe('the official Python client', () => {
  it('gets calls, streams them, and brings results', async () => {
    const program = `
import json, os, sys
os.environ["NO_PROXY"] = "127.0.0.1"
import openai
client = openai.OpenAI(base_url=sys.argv[1], api_key="unused", max_retries=0)
ask = json.loads('''${JSON.stringify(ask)}''')
whole = client.chat.completions.create(**ask)
message = whole.choices[0].message
call = message.tool_calls[0]
parts = []
name = None
for chunk in client.chat.completions.create(**ask, stream=True):
    for delta in (chunk.choices[0].delta.tool_calls or []) if chunk.choices else []:
        name = delta.function.name or name
        parts.append(delta.function.arguments or "")
with client.chat.completions.stream(**ask) as stream:
    helped = stream.get_final_completion().choices[0].message.tool_calls[0].function
back = client.chat.completions.create(**{**ask, "tool_choice": "none", "max_completion_tokens": 8,
    "messages": ask["messages"] + [message.model_dump(exclude_none=True), {"role": "tool", "tool_call_id": call.id, "content": "42"}]})
print(json.dumps({
    "finish": whole.choices[0].finish_reason,
    "content": message.content,
    "whole": [call.function.name, call.function.arguments],
    "streamed": [name, "".join(parts)],
    "helped": [helped.name, helped.arguments],
    "back": back.choices[0].message.content,
}))`;
    const said = (await runPythonClient(program, `${test.url}/v1`)) as Record<string, [string, string]>;
    expect(said).toMatchObject({ finish: 'tool_calls', content: null, back: expect.stringMatching(/./) });
    expect(said.streamed).toEqual(said.whole);
    expect(said.helped).toEqual(said.whole);
    expect(said.whole?.[0]).toBe('weather');
    expectArguments(said.whole?.[1]);
  }, 300_000);
});
