import { describe, expect, it } from 'vitest';
import { type ChatCompletion, chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { toolPolicySchema } from '#protocol/tools/tool-definition.ts';
import { openTestApp, type TestApp, type TestAppOptions } from '#runtime/testing/open-test-app.ts';
import { openScriptedExecutor } from './testing/open-scripted-executor.ts';

const messages = [{ role: 'user', content: 'What is it?' }];
const call = (name: string, x: number) => `{"tool": "${name}", "x": ${x}}`;

async function ask(test: TestApp, more: object = {}): Promise<ChatCompletion> {
  const response = await test.post('/v1/chat/completions', { model: 'guide', messages, ...more });
  expect(response.status).toBe(200);
  return chatCompletionSchema.parse(await response.json());
}

async function open(options: TestAppOptions & { answers: Parameters<typeof openScriptedExecutor>[0] }) {
  const tools = openScriptedExecutor(options.answers);
  const test = await openTestApp({ texts: [], tools, ...options });
  const policy = (changes: object) => toolPolicySchema.parse(changes);
  return { test, tools, policy, prompts: () => test.engine.calls.chat.map(({ messages: all }) => all) };
}

describe('an agent with tools', () => {
  it('calls, reads the result, and answers; usage is the sum of all rounds', async () => {
    const { test, tools, prompts } = await open({
      answers: { look: '42' },
      engine: { replies: [call('look', 1), 'It is 42.'] },
    });
    const { choices, usage, gaia } = await ask(test);
    expect(choices[0]).toMatchObject({ message: { content: 'It is 42.' }, finish_reason: 'stop' });
    expect(choices[0]?.message).not.toHaveProperty('tool_calls');
    expect(tools.calls.map(({ name, arguments: given }) => [name, given])).toEqual([['look', { x: 1 }]]);
    expect(prompts()[1]?.slice(-2)).toEqual([
      { role: 'assistant', content: call('look', 1) },
      { role: 'user', content: 'Result of look: 42' },
    ]);
    expect(gaia.tools).toEqual([
      {
        id: expect.stringMatching(/^call_[A-Za-z0-9]{24}$/),
        name: 'look',
        arguments: '{"x": 1}',
        state: 'done',
        result: '42',
        ms: expect.any(Number),
      },
    ]);
    expect(gaia.trace?.tools).toEqual(gaia.tools);
    expect(gaia.trace?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(gaia.trace?.messages[0]?.content).toContain('- Does look.: {"tool": "look", "x": integer}');
    expect(usage.completion_tokens).toBe(call('look', 1).length + 'It is 42.'.length);
    const [first = [], second = []] = prompts().map((all) => all.map(({ content }) => content.length));
    expect(usage.prompt_tokens).toBeGreaterThan(first.length + second.length);
  });

  it('makes calls side by side, and tells the results in the order of the calls', async () => {
    const both = Promise.withResolvers<void>();
    let running = 0;
    const wait = async () => {
      running += 1;
      if (running === 2) both.resolve();
      await both.promise;
      return 'done';
    };
    const replies = [`${call('one', 1)}\n${call('two', 2)}`, 'Both.'];
    const { test, prompts } = await open({ answers: { one: wait, two: wait }, engine: { replies } });
    const { gaia } = await ask(test);
    expect(gaia.tools?.map(({ name, state }) => [name, state])).toEqual([
      ['one', 'done'],
      ['two', 'done'],
    ]);
    expect(prompts()[1]?.at(-1)?.content).toBe('Result of one: done\nResult of two: done');
  });

  it('chains calls, one after the other', async () => {
    const replies = [call('one', 1), call('two', 2), 'Chained.'];
    const { test, tools } = await open({ answers: { one: '1', two: '2' }, engine: { replies } });
    expect((await ask(test)).choices[0]?.message.content).toBe('Chained.');
    expect(tools.calls.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('tells the model and the caller of a call that failed, beside one that went well', async () => {
    const replies = [`${call('good', 1)}\n${call('bad', 2)}`, 'Half.'];
    const answers = { good: 'fine', bad: { isError: true, content: 'The service answered with 500.' } };
    const { test, prompts } = await open({ answers, engine: { replies } });
    const { gaia } = await ask(test);
    expect(prompts()[1]?.at(-1)?.content).toBe(
      'Result of good: fine\nResult of bad: Error: The service answered with 500.',
    );
    expect(gaia.tools?.map(({ state, result }) => [state, result])).toEqual([
      ['done', 'fine'],
      ['failed', 'The service answered with 500.'],
    ]);
  });

  it('answers with the result itself where a tool is not to be fed back', async () => {
    const answers = { look: { content: 'As it is.', feedBack: false } };
    const { test } = await open({ answers, engine: { replies: [call('look', 1), 'never'] } });
    const { choices } = await ask(test);
    expect(choices[0]).toMatchObject({ message: { content: 'As it is.' }, finish_reason: 'stop' });
    expect(test.engine.calls.chat).toHaveLength(1);
  });

  it('answers with such a result behind what was said before it', async () => {
    const answers = { look: '1', say: { content: 'As it is.', feedBack: false } };
    const replies = [call('look', 1), call('say', 2), 'never'];
    const { test } = await open({ answers, engine: { replies } });
    expect((await ask(test)).choices[0]).toMatchObject({ message: { content: 'As it is.' }, finish_reason: 'stop' });
  });

  it('feeds such a result back all the same where the answer must have a form', async () => {
    const answers = { look: { content: 'As it is.', feedBack: false } };
    const { test } = await open({ answers, engine: { replies: [call('look', 1), '{"a": 1}'] } });
    const { choices } = await ask(test, { response_format: { type: 'json_object' } });
    expect(choices[0]?.message.content).toBe('{"a": 1}');
  });

  it('stops to call at its limit of steps, and answers in words then', async () => {
    let x = 0;
    const more = () => {
      x += 1;
      return x > 2 ? 'Enough.' : call('look', x);
    };
    const { policy } = await open({ answers: {} });
    const { test, tools } = await open({
      answers: { look: 'more' },
      engine: { replies: [more] },
      manifest: { toolPolicy: policy({ maxSteps: 2 }) },
    });
    expect((await ask(test)).choices[0]?.message.content).toBe('Enough.');
    expect(tools.calls).toHaveLength(2);
    const [first, , last] = test.engine.calls.chat;
    expect(first?.grammar).toContain('calls');
    expect(last?.grammar).not.toContain('calls');
  });

  it('makes no more calls than its limit, and says so to model and caller', async () => {
    const { policy } = await open({ answers: {} });
    const replies = [`${call('look', 1)}\n${call('look', 2)}\n${call('look', 3)}`, 'Two.'];
    const { test, tools } = await open({
      answers: { look: 'x' },
      engine: { replies },
      manifest: { toolPolicy: policy({ maxCalls: 2 }) },
    });
    const { gaia } = await ask(test);
    expect(tools.calls).toHaveLength(2);
    expect(gaia.tools?.[2]).toMatchObject({ state: 'failed', result: expect.stringContaining('at most 2 calls') });
  });

  it('keeps within its limit of tokens over all rounds, and within the request’s', async () => {
    const { policy } = await open({ answers: {} });
    const reply = call('look', 1);
    const manifest = { toolPolicy: policy({ maxTokens: 64 }) };
    const replies = [reply, 'x'.repeat(500)];
    const { test } = await open({ answers: { look: 'x' }, engine: { replies }, manifest });
    const long = await ask(test);
    expect(long.usage.completion_tokens).toBe(64);
    expect(long.choices[0]?.finish_reason).toBe('length');
    const again = await open({ answers: { look: 'x' }, engine: { replies } });
    const { usage } = await ask(again.test, { max_completion_tokens: reply.length + 5 });
    expect(usage.completion_tokens).toBe(reply.length + 5);
  });

  it('does not make the same call twice: the model is told once, then it has to answer', async () => {
    let rounds = 0;
    const again = (request: { grammar?: string | undefined }) => {
      rounds += 1;
      if (!request.grammar?.includes('calls')) return 'Enough.';
      return rounds === 1 ? call('look', 1) : '{"tool":"look","x":1}';
    };
    const { test, tools, prompts } = await open({
      answers: { look: '42' },
      engine: { replies: [again] },
      manifest: { toolPolicy: toolPolicySchema.parse({ maxSteps: 9 }) },
    });
    const { choices, gaia } = await ask(test);
    expect(choices[0]?.message.content).toBe('Enough.');
    expect(tools.calls).toHaveLength(1);
    expect(prompts()[2]?.at(-1)?.content).toContain('This call was made already. Its result was: 42');
    expect(gaia.tools?.map(({ state }) => state)).toEqual(['done', 'failed', 'failed']);
    expect(test.engine.calls.chat).toHaveLength(4);
  });

  it('gives its tools to a caller who wants to make the calls', async () => {
    const { test, tools } = await open({ answers: { look: '42' }, engine: { replies: [call('look', 1)] } });
    const { choices } = await ask(test, { gaia: { execute_tools: false } });
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [{ type: 'function', function: { name: 'look', arguments: '{"x": 1}' } }] },
    });
    expect(tools.calls).toEqual([]);
  });

  it("makes its own calls and returns the caller's, where the model makes both", async () => {
    const theirs = { type: 'function', function: { name: 'theirs', parameters: { type: 'object', properties: {} } } };
    const replies = [`${call('look', 1)}\n{"tool": "theirs"}`];
    const { test, tools } = await open({ answers: { look: '42' }, engine: { replies } });
    const { choices, gaia } = await ask(test, { tools: [theirs] });
    expect(choices[0]?.message.tool_calls?.map(({ function: one }) => one)).toEqual([
      { name: 'theirs', arguments: '{}' },
    ]);
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    expect(tools.calls.map(({ name }) => name)).toEqual(['look']);
    expect(gaia.tools?.[0]).toMatchObject({ name: 'look', result: '42' });
  });

  it('stops its calls when the client leaves', async () => {
    const started = Promise.withResolvers<AbortSignal>();
    const hang = async ({ signal }: { signal: AbortSignal }) => {
      started.resolve(signal);
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      return 'late';
    };
    const { test } = await open({ answers: { look: hang }, engine: { replies: [call('look', 1), 'never'] } });
    const left = new AbortController();
    const body = JSON.stringify({ model: 'guide', messages });
    const answer = test.post('/v1/chat/completions', body, { method: 'POST', body, signal: left.signal });
    const signal = await started.promise;
    left.abort();
    expect((await answer).status).toBe(499);
    expect(signal.aborted).toBe(true);
    expect(test.engine.calls.chat).toHaveLength(1);
  });
});

describe('an agent with tools and knowledge that says nothing', () => {
  const evidence = { whenMissing: 'refuse', refusal: 'My sources say nothing.', notice: 'No source.' } as const;
  const manifest = { evidence };
  const foreign = { messages: [{ role: 'user', content: 'Which penguins live in Antarctica?' }] };
  const texts = ['Credits are the unspent part of a deposit.'];

  it('answers from what a call gave', async () => {
    const replies = [call('look', 1), 'Emperors.'];
    const { test } = await open({ answers: { look: 'emperor' }, engine: { replies }, manifest, texts });
    const { choices, gaia } = await ask(test, foreign);
    expect(choices[0]?.message.content).toBe('Emperors.');
    expect(gaia.outcome).toBe('answered-from-tools');
  });

  it('refuses where the model calls nothing, or no call goes well; what the model said is not told', async () => {
    const failing = { look: { isError: true, content: 'no' } };
    for (const replies of [['Penguins, I guess.'], [call('look', 1), 'Penguins, I guess.']]) {
      const { test } = await open({ answers: failing, engine: { replies }, manifest, texts });
      const { choices, gaia } = await ask(test, foreign);
      expect(choices[0]).toMatchObject({ message: { content: 'My sources say nothing.' }, finish_reason: 'stop' });
      expect(gaia.outcome).toBe('refused');
    }
  });

  it('answers from a result that the caller brings', async () => {
    const { test } = await open({ answers: {}, engine: { replies: ['Emperors.'] }, manifest, texts });
    const calls = [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } }];
    const brought = [
      ...foreign.messages,
      { role: 'assistant', content: null, tool_calls: calls },
      { role: 'tool', tool_call_id: 'call_1', content: 'emperor' },
    ];
    const { choices, gaia } = await ask(test, { messages: brought });
    expect([choices[0]?.message.content, gaia.outcome]).toEqual(['Emperors.', 'answered-from-tools']);
  });
});
