import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import type { PluginHost, PluginRun } from '#runtime/plugins/plugin-runner.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import { openToolExecutor } from './open-tool-executor.ts';
import { openToolBench, type ToolBench, toolAgent } from './testing/open-tool-bench.ts';

let bench: ToolBench;
beforeAll(async () => {
  bench = await openToolBench();
});
afterEach(() => bench.clear());
afterAll(async () => await bench.close());

const weatherParameters = {
  type: 'object',
  properties: {
    tool: { type: 'string' },
    location: { type: 'string' },
    unit: { enum: ['celsius', 'fahrenheit'] },
  },
  required: ['tool', 'location', 'unit'],
};
const weatherTarget = {
  arguments: { tool: { in: 'body', filledBy: { by: 'fixed', value: 'get_current_weather' } } },
  output: { kind: 'template', text: 'The current weather in {{arguments.location}} is {{@}}C.' },
};

it('answers the question of the litepaper word for word', async () => {
  bench.answer((_request, response) => response.end('42'));
  const tool = bench.tool(weatherTarget, {
    name: 'get_current_weather',
    description: 'Get the current weather in a given location',
    parameters: weatherParameters,
    feedBack: false,
  });
  expect(bench.executor.declarations(toolAgent([tool]))).toEqual([
    {
      name: 'get_current_weather',
      description: 'Get the current weather in a given location',
      parameters: {
        type: 'object',
        properties: { location: { type: 'string' }, unit: { enum: ['celsius', 'fahrenheit'] } },
        required: ['location', 'unit'],
      },
    },
  ]);
  // The model's answer to "What is the weather like in Singapore?".
  const result = await bench.call(tool, { arguments: { location: 'Singapore', unit: 'celsius' } });
  expect(bench.server.seen).toMatchObject([
    { method: 'POST', body: '{"tool":"get_current_weather","location":"Singapore","unit":"celsius"}' },
  ]);
  expect(result).toEqual({
    isError: false,
    content: 'The current weather in Singapore is 42C.',
    feedBack: false,
  });
});

describe('who fills an argument', () => {
  const parameters = {
    type: 'object',
    properties: { city: { type: 'string' }, customer: { type: 'integer' }, units: { type: 'string' } },
    required: ['city', 'customer'],
  };
  const target = {
    arguments: {
      customer: { in: 'header', as: 'X-Customer', filledBy: { by: 'caller', key: 'customer_id' } },
      units: { in: 'query', filledBy: { by: 'fixed', value: 'metric' } },
    },
  };

  it('is kept: the model sees and sets only its own', async () => {
    bench.answerJson({});
    const tool = bench.tool(target, { parameters });
    expect(bench.executor.declarations(toolAgent([tool]))[0]?.parameters).toEqual({
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    });
    await bench.call(tool, {
      arguments: { city: 'Ulm', customer: 666, units: 'imperial' },
      metadata: { customer_id: '7' },
    });
    expect(bench.server.seen).toMatchObject([
      { path: '/tool?units=metric', headers: { 'x-customer': '7' }, body: '{"city":"Ulm"}' },
    ]);
  });

  it('and what the caller must send and did not is named, before anything is called', async () => {
    const result = await bench.call(bench.tool(target, { parameters }), { arguments: { city: 'Ulm' } });
    expect(result).toMatchObject({
      isError: true,
      feedBack: true,
      content: expect.stringContaining('metadata.customer_id'),
    });
    expect(bench.server.seen).toEqual([]);
  });

  it('metadata become what the schema says', async () => {
    bench.answerJson({});
    const inBody = { arguments: { customer: { in: 'body', filledBy: { by: 'caller', key: 'customer_id' } } } };
    await bench.call(bench.tool(inBody, { parameters }), {
      arguments: { city: 'Ulm' },
      metadata: { customer_id: '7' },
    });
    expect(bench.server.seen[0]?.body).toBe('{"city":"Ulm","customer":7}');
  });
});

describe('a result', () => {
  it('is remembered as long as the tool says, for the same arguments in any order', async () => {
    let count = 0;
    bench.answer((_request, response) => {
      count += 1;
      response.end(String(count));
    });
    const tool = bench.tool({}, { cacheSeconds: 60 });
    const first = await bench.call(tool, { arguments: { a: 1, b: 2 } });
    expect(await bench.call(tool, { arguments: { b: 2, a: 1 } })).toEqual(first);
    expect(await bench.call(tool, { arguments: { a: 1, b: 3 } })).not.toEqual(first);
    bench.pass(60_001);
    expect((await bench.call(tool, { arguments: { a: 1, b: 2 } })).content).toBe('3');
  });

  it('of a failure is not remembered', async () => {
    const tool = bench.tool({}, { cacheSeconds: 60, name: 'uncached' });
    bench.answerJson({}, 404);
    expect(await bench.call(tool)).toMatchObject({ isError: true });
    bench.answerJson({ fine: true });
    expect(await bench.call(tool)).toMatchObject({ isError: false, content: '{"fine":true}' });
  });

  it('of another secret is not shared', async () => {
    bench.answer(({ headers }, response) => response.end(headers.authorization === 'Bearer one-key' ? 'one' : 'two'));
    const tool = bench.tool({ auth: { kind: 'bearer', secret: 'key' } }, { cacheSeconds: 60 });
    expect(await bench.call(tool, { secrets: { key: 'one-key' } })).toMatchObject({ content: 'one' });
    expect(await bench.call(tool, { secrets: { key: 'two-key' } })).toMatchObject({ content: 'two' });
  });
});

it('calls more often than the tool allows are refused with the time to wait', async () => {
  bench.answerJson({});
  const tool = bench.tool({}, { callsPerMinute: 2, name: 'limited' });
  await bench.call(tool);
  bench.pass(10_000);
  await bench.call(tool);
  expect(await bench.call(tool)).toMatchObject({
    isError: true,
    content: 'The tool "limited" may be called 2 times a minute; try again in 50 s.',
  });
  bench.pass(50_000);
  expect(await bench.call(tool)).toMatchObject({ isError: false });
  expect(bench.server.seen).toHaveLength(3);
});

describe('plugins and further executors', () => {
  const host: PluginHost = {
    fetch: async () => ({ status: 200, headers: {}, text: '' }),
    searchKnowledge: async () => [],
    webSearch: async () => [],
    storeGet: async () => null,
    storeSet: async () => undefined,
  };
  const definition = pluginDefinitionSchema.parse({
    name: 'add',
    kind: 'tool',
    description: 'Adds.',
    parameters: { type: 'object', properties: { a: { type: 'number' } } },
    capabilities: {},
    source: 'export default ({ a }) => a + 1',
  });
  const { manifest } = testManifest({
    plugins: [
      { component: { name: 'Add', version: 1 }, definition },
      { component: { name: 'Other', version: 1 }, definition: { ...definition, name: 'tidy', kind: 'post-processor' } },
    ],
  });
  const agent = { manifest, collections: [], secrets: {} };
  const input = { agent, name: 'add', metadata: {}, callerId: 'a', signal: new AbortController().signal };

  function open(run: (run: PluginRun) => unknown) {
    const cost = { log: [], calls: { fetch: 0, searchKnowledge: 0, webSearch: 0, store: 0 }, ms: 1, memoryBytes: 1 };
    const runner = {
      run: async (one: PluginRun) => ({ ...cost, value: await run(one) }),
      close: async () => undefined,
    };
    const echo = {
      declarations: () => [{ name: 'run_javascript', description: 'Runs.', parameters: {} }],
      call: async ({ name }: { name: string }) => ({ isError: false, content: `ran ${name}`, feedBack: true }),
    };
    return openToolExecutor({ services: bench.services, plugins: { runner, hostOf: () => host }, further: [echo] });
  }

  it('are declared after the tools, plugins of the kind only, and called with their arguments', async () => {
    const executor = open(({ input: given }) => ({ sum: (given as { a: number }).a + 1 }));
    expect(executor.declarations(agent).map(({ name }) => name)).toEqual(['add', 'run_javascript']);
    expect(await executor.call({ ...input, arguments: { a: 1 } })).toEqual({
      isError: false,
      content: '{"sum":2}',
      feedBack: true,
    });
    expect(await executor.call({ ...input, name: 'run_javascript', arguments: {} })).toMatchObject({
      content: 'ran run_javascript',
    });
    expect(await executor.call({ ...input, name: 'tidy', arguments: {} })).toMatchObject({
      isError: true,
      content: 'This agent has no tool called "tidy".',
    });
  });

  it('fail as results; only a caller who left is thrown', async () => {
    const failing = open(() => {
      throw new AppError('upstream_failed', 'line 1: a is undefined');
    });
    expect(await failing.call({ ...input, arguments: {} })).toMatchObject({
      isError: true,
      content: 'The tool "add" failed: line 1: a is undefined',
    });
    const left = open(() => {
      throw new AppError('client_closed');
    });
    await expect(left.call({ ...input, arguments: {} })).rejects.toMatchObject({ code: 'client_closed' });
  });
});
