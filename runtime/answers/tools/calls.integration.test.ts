import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LlamaEngine } from '#runtime/engine/llama/open-llama-engine.ts';
import { ask, openTinyEngines, run, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { toolTemplates } from '#runtime/testing/tool-templates.ts';
import { callsOf, endOf, textOf } from './testing/calls-of.ts';
import { openTinyAgent, type TinyAgent } from './testing/open-tiny-agent.ts';
import { toolSchemas } from './testing/tool-schemas.ts';

let tiny: TinyEngines;
let engine: LlamaEngine;

beforeAll(async () => {
  tiny = await openTinyEngines();
  engine = await tiny.open();
});
afterAll(() => tiny.close());

const models = [
  ['no template for tools', {}],
  ['the form of Hermes and Qwen', { template: toolTemplates.hermes }],
  ['marks that are control tokens', { template: toolTemplates.hermes, controlTokens: ['<tool_call>', '</tool_call>'] }],
  ['the form of Llama', { template: toolTemplates.llama }],
  ['the form of Mistral', { template: toolTemplates.mistral, controlTokens: ['[TOOL_CALLS]'] }],
  ['bare names', { template: toolTemplates.bare, controlTokens: ['[TOOL_CALLS]', '[ARGS]'] }],
] as const;

const names = Object.keys(toolSchemas);
const tools = names.map((name) => ({ type: 'function', function: { name, parameters: toolSchemas[name] } }));
const ajv = new Ajv({ strict: false });
const hot = { temperature: 1.5, max_completion_tokens: 1_200 };

function isValid({ name, text }: { name: string; text: string }): boolean {
  return ajv.validate(toolSchemas[name] ?? false, JSON.parse(text));
}

describe.each(models)('a model with %s', (_name, options) => {
  let agent: TinyAgent;
  beforeAll(async () => {
    agent = await openTinyAgent({ tiny, engine }, options);
  });

  it.each(names)('calls the function that was named, with valid arguments: %s', async (name) => {
    const two = tools.filter((tool) => tool.function.name === name || tool.function.name === 'switch');
    const choice = { type: 'function', function: { name } };
    const events = await agent.ask({ ...hot, tools: two, tool_choice: choice, seed: 7 });
    expect(events.at(-1)).toMatchObject({ type: 'ended', finishReason: 'tool_calls' });
    const calls = callsOf(events);
    expect(calls.map((call) => [call.name, isValid(call)])).toEqual([[name, true]]);
    expect(calls[0]?.id).toMatch(/^call_[A-Za-z0-9]{24}$/);
  });

  it('calls some function where one is required, and one only without parallel calls', async () => {
    const few = tools.slice(0, 3);
    for (const seed of [1, 2]) {
      const calls = callsOf(await agent.ask({ ...hot, tools: few, tool_choice: 'required', seed }));
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.filter((call) => call.isWhole && !isValid(call)).map(({ text }) => text)).toEqual([]);
      expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
      const single = { tools: few, tool_choice: 'required', parallel_tool_calls: false, seed };
      expect(callsOf(await agent.ask({ ...hot, ...single })).map(isValid)).toEqual([true]);
    }
  });

  it('writes text or valid calls as it likes, and its text never shows a mark', async () => {
    for (const seed of [1, 2, 3]) {
      const events = await agent.ask({ ...hot, max_completion_tokens: 60, tools: tools.slice(0, 2), seed });
      expect(
        callsOf(events)
          .filter(({ isWhole }) => isWhole)
          .every(isValid),
      ).toBe(true);
      expect(textOf(events)).not.toMatch(/<tool_call>|\[TOOL_CALLS\]/);
    }
  });

  it('calls nothing where the choice is none, though it reads calls and results of before', async () => {
    const call = { id: 'call_1', type: 'function', function: { name: names[0], arguments: '{"city":"Paris"}' } };
    const messages = [
      { role: 'user', content: 'Weather in Paris and Rome?' },
      { role: 'assistant', content: null, tool_calls: [call, { ...call, id: 'call_2' }] },
      { role: 'tool', tool_call_id: 'call_1', content: '12' },
      { role: 'tool', tool_call_id: 'call_2', content: '21' },
    ];
    for (const choice of ['none', 'auto']) {
      const events = await agent.ask({
        ...hot,
        messages,
        tools: tools.slice(0, 2),
        tool_choice: choice,
        max_completion_tokens: 20,
      });
      expect(['stop', 'length', 'tool_calls']).toContain(endOf(events)?.finishReason);
      if (choice === 'none') expect(callsOf(events)).toEqual([]);
    }
  });
});

describe('a control token that marks calls', () => {
  it('is drawn as the one token it is, and read like its text', async () => {
    await openTinyAgent({ tiny, engine }, { template: toolTemplates.mistral, controlTokens: ['[TOOL_CALLS]'] });
    const grammar = 'root ::= "[TOOL_CALLS]"';
    const mark = 271;
    const draw = (bias: number) =>
      run(
        engine,
        ask('Go.', {
          modelId: 'c'.repeat(64),
          grammar,
          sampling: { temperature: 0, topP: 1, logitBias: { [mark]: bias } },
        }),
      );
    const [token, letters] = [await draw(100), await draw(-100)];
    expect([token.text, token.ended.completionTokens]).toEqual(['[TOOL_CALLS]', 1]);
    expect([letters.text, letters.ended.completionTokens]).toEqual(['[TOOL_CALLS]', '[TOOL_CALLS]'.length]);
  });
});
