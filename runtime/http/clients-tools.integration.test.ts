import OpenAI from 'openai';
import { zodFunction, zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTinyEngines, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';
import { runPythonClient } from './testing/run-python-client.ts';

const question = 'What are credits?';
const messages = [{ role: 'user' as const, content: question }];
const evidence = { whenMissing: 'answer-and-say-so' as const, refusal: 'Nothing.', notice: 'No source.' };
/** Bounded, so that a model of random weights comes to its end. */
const verdict = z.object({ verdict: z.enum(['good', 'bad']), isSure: z.boolean() });
const place = z.object({ city: z.enum(['Rome', 'Singapore']) });
const parameters = {
  type: 'object',
  properties: { city: { enum: ['Rome', 'Singapore'] } },
  required: ['city'],
  additionalProperties: false,
};
const weather = { type: 'function' as const, name: 'weather', description: 'Weather.', parameters, strict: true };
const named = { type: 'function' as const, name: 'weather' };

let tiny: TinyEngines;
let test: TestNode;
let openai: OpenAI;
beforeAll(async () => {
  tiny = await openTinyEngines();
  const engine = await tiny.open({ parallelSequences: 4 });
  test = await openTestNode({ engine, manifest: { evidence } });
  openai = new OpenAI({ baseURL: `${test.url}/v1`, apiKey: 'unused', maxRetries: 0 });
});
afterAll(async () => {
  await test.close();
  await tiny.close();
});

describe('the official npm client, with responses,', () => {
  it('creates one, goes on from it, reads it, lists what it answered and deletes it', async () => {
    const first = await openai.responses.create({ model: 'guide', input: question, max_output_tokens: 12 });
    expect(first.output_text).toBeTruthy();
    const second = await openai.responses.create({
      model: 'guide',
      input: 'And?',
      previous_response_id: first.id,
      max_output_tokens: 4,
    });
    expect((await openai.responses.retrieve(second.id)).previous_response_id).toBe(first.id);
    const listed = [];
    for await (const piece of openai.responses.inputItems.list(second.id, { limit: 2 })) listed.push(piece.type);
    expect(listed).toEqual(['message', 'message', 'message']);
    await openai.responses.delete(second.id);
    await expect(openai.responses.retrieve(second.id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  it('reads the events of one, and lets its own helper put them together', async () => {
    const ask = { model: 'guide', input: question, max_output_tokens: 12 };
    const events = await openai.responses.create({ ...ask, stream: true });
    const types: string[] = [];
    for await (const { type } of events) types.push(type);
    expect([types[0], types.at(-1)]).toEqual([
      'response.created',
      expect.stringMatching(/^response\.(completed|incomplete)$/),
    ]);
    const runner = openai.responses.stream(ask);
    let text = '';
    runner.on('response.output_text.delta', ({ delta }) => {
      text += delta;
    });
    expect((await runner.finalResponse()).output_text).toBe(text);
  });

  it('parses one in a form, whole and streamed', async () => {
    const text = { format: zodTextFormat(verdict, 'verdict') };
    const { output_parsed: parsed } = await openai.responses.parse({ model: 'guide', input: question, text });
    expect(verdict.parse(parsed)).toEqual(parsed);
    const final = await openai.responses.stream({ model: 'guide', input: question, text }).finalResponse();
    expect(verdict.parse(final.output_parsed)).toBeTruthy();
  });

  it('gets calls, and answers from their results', async () => {
    const tools = [weather];
    const first = await openai.responses.create({ model: 'guide', input: question, tools, tool_choice: named });
    const call = first.output.find((piece) => piece.type === 'function_call');
    expect(place.parse(JSON.parse(call?.arguments ?? ''))).toBeTruthy();
    const result = { type: 'function_call_output' as const, call_id: call?.call_id ?? '', output: '42C' };
    const ask = { model: 'guide', input: [result], previous_response_id: first.id, max_output_tokens: 8 };
    expect((await openai.responses.create({ ...ask, tools, tool_choice: 'none' })).output_text).toBeTruthy();
    const again = [{ role: 'user' as const, content: question }, ...(call ? [call] : []), result];
    expect(
      (await openai.responses.create({ model: 'guide', input: again, max_output_tokens: 8 })).output_text,
    ).toBeTruthy();
  });

  it('makes one in the background, polls it, reads its events later, and cancels another', async () => {
    const ask = { model: 'guide', input: question, background: true, max_output_tokens: 8 };
    let { id, status } = await openai.responses.create(ask);
    while (status === 'queued' || status === 'in_progress') status = (await openai.responses.retrieve(id)).status;
    expect(status).toMatch(/completed|incomplete/);
    const types: string[] = [];
    for await (const { type } of await openai.responses.retrieve(id, { stream: true })) types.push(type);
    expect(types).toContain('response.output_text.done');
    ({ id } = await openai.responses.create({ ...ask, max_output_tokens: 1_500 }));
    expect((await openai.responses.cancel(id)).status).toMatch(/cancelled|completed/);
  });
});

describe('the official npm client, with chats,', () => {
  it('parses one in a form, and gets calls through its streaming helper', async () => {
    const response_format = zodResponseFormat(verdict, 'verdict');
    const { choices } = await openai.chat.completions.parse({ model: 'guide', messages, response_format });
    expect(verdict.parse(choices[0]?.message.parsed)).toBeTruthy();
    const tools = [zodFunction({ name: 'weather', parameters: place })];
    const tool_choice = { type: 'function' as const, function: { name: 'weather' } };
    const runner = openai.chat.completions.stream({ model: 'guide', messages, tools, tool_choice });
    const { choices: ended } = await runner.finalChatCompletion();
    const call = ended[0]?.message.tool_calls?.[0];
    expect(place.parse(call?.type === 'function' && call.function.parsed_arguments)).toBeTruthy();
  });

  it.each([false, true])('runs tools to the end by its own runner, streamed: %s', async (stream) => {
    const replies = ['{"tool": "weather", "city": "Rome"}', 'It is 42C.'];
    let asked = 0;
    const engine = openScriptedEngine({ replies: [({ grammar }) => (grammar ? (replies[asked++] ?? '') : 'Hello.')] });
    const node = await openTestNode({ engine, dimensions: 16, manifest: { knowledge: [] } });
    try {
      const client = new OpenAI({ baseURL: `${node.url}/v1`, apiKey: 'unused', maxRetries: 0 });
      const seen: string[] = [];
      const run = {
        type: 'function' as const,
        function: {
          ...{
            name: 'weather',
            description: 'Weather.',
            parameters,
            parse: (text: string) => place.parse(JSON.parse(text)),
          },
          function: ({ city }: z.infer<typeof place>) => {
            seen.push(city);
            return '42C';
          },
        },
      };
      const body = { model: 'guide', messages, tools: [run] };
      const runner = stream
        ? client.chat.completions.runTools({ ...body, stream: true })
        : client.chat.completions.runTools(body);
      expect(await runner.finalContent()).toBe('It is 42C.');
      expect(seen).toEqual(['Rome']);
    } finally {
      await node.close();
    }
  });

  it('gets text completions, log probabilities and files', async () => {
    const completion = await openai.completions.create({ model: 'guide', prompt: 'Once', max_tokens: 4, logprobs: 2 });
    expect(completion.choices[0]?.logprobs?.tokens?.length).toBeGreaterThan(0);
    const ask = { model: 'guide', messages, max_completion_tokens: 4, logprobs: true, top_logprobs: 3 };
    const { choices } = await openai.chat.completions.create(ask);
    expect(choices[0]?.logprobs?.content?.[0]?.top_logprobs).toHaveLength(3);
    const file = await openai.files.create({ file: new File(['Credits are unspent.'], 'a.txt'), purpose: 'user_data' });
    const ids = [];
    for await (const { id } of openai.files.list()) ids.push(id);
    expect(ids).toEqual([file.id]);
    expect(await (await openai.files.content(file.id)).text()).toBe('Credits are unspent.');
    const content = [
      { type: 'input_file' as const, file_id: file.id },
      { type: 'input_text' as const, text: 'Sum up.' },
    ];
    const input = [{ role: 'user' as const, content }];
    expect((await openai.responses.create({ model: 'guide', input, max_output_tokens: 4 })).output_text).toBeTruthy();
    expect((await openai.files.delete(file.id)).deleted).toBe(true);
  });
});

describe('the official Python client', () => {
  it('parses, gets calls, and creates, streams and goes on from responses', async () => {
    const program = `
import json, os, sys
os.environ["NO_PROXY"] = "127.0.0.1"
from typing import Literal
import openai, pydantic
client = openai.OpenAI(base_url=sys.argv[1], api_key="unused", max_retries=0)
messages = [{"role": "user", "content": "What are credits?"}]
class Verdict(pydantic.BaseModel):
    verdict: Literal["good", "bad"]
    is_sure: bool
class Weather(pydantic.BaseModel):
    city: Literal["Rome", "Singapore"]
parsed = client.chat.completions.parse(model="guide", messages=messages, response_format=Verdict)
tool = openai.pydantic_function_tool(Weather, name="weather")
called = client.chat.completions.parse(model="guide", messages=messages, tools=[tool],
    tool_choice={"type": "function", "function": {"name": "weather"}})
with client.chat.completions.stream(model="guide", messages=messages, response_format=Verdict) as stream:
    final = stream.get_final_completion()
response = client.responses.create(model="guide", input="What are credits?", max_output_tokens=8)
onward = client.responses.create(model="guide", input="And?", previous_response_id=response.id, max_output_tokens=4)
events = list(client.responses.create(model="guide", input="What are credits?", max_output_tokens=8, stream=True))
with client.responses.stream(model="guide", input="What are credits?", text_format=Verdict) as stream:
    for event in stream:
        pass
    streamed = stream.get_final_response()
form = client.responses.parse(model="guide", input="What are credits?", text_format=Verdict)
call = client.responses.create(model="guide", input="Weather?", tool_choice={"type": "function", "name": "weather"},
    tools=[{"type": "function", "name": "weather", "parameters": Weather.model_json_schema(), "strict": False}])
print(json.dumps({
    "parsed": parsed.choices[0].message.parsed.verdict,
    "called": called.choices[0].message.tool_calls[0].function.parsed_arguments.city,
    "final": final.choices[0].message.parsed.verdict,
    "text": response.output_text,
    "onward": onward.previous_response_id == response.id,
    "events": [events[0].type, [event.sequence_number for event in events] == list(range(len(events)))],
    "streamed": streamed.output_parsed.verdict,
    "form": form.output_parsed.is_sure,
    "call": json.loads(call.output[0].arguments)["city"],
}))`;
    expect(await runPythonClient(program, `${test.url}/v1`)).toEqual({
      parsed: expect.stringMatching(/good|bad/),
      called: expect.stringMatching(/Rome|Singapore/),
      final: expect.stringMatching(/good|bad/),
      text: expect.stringMatching(/./),
      onward: true,
      events: ['response.created', true],
      streamed: expect.stringMatching(/good|bad/),
      form: expect.any(Boolean),
      call: expect.stringMatching(/Rome|Singapore/),
    });
  }, 300_000);
});
