import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LlamaEngine } from '#runtime/engine/llama/open-llama-engine.ts';
import { openTinyEngines, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { toolTemplates } from '#runtime/testing/tool-templates.ts';
import { callsOf, endOf, textOf } from './testing/calls-of.ts';
import { openScriptedExecutor } from './testing/open-scripted-executor.ts';
import { openTinyAgent } from './testing/open-tiny-agent.ts';

let tiny: TinyEngines;
let engine: LlamaEngine;
beforeAll(async () => {
  tiny = await openTinyEngines();
  engine = await tiny.open();
});
afterAll(() => tiny.close());

const schema = {
  type: 'object',
  properties: { size: { type: 'integer', minimum: 0, maximum: 999 }, tone: { enum: ['low', 'high'] } },
  required: ['size', 'tone'],
  additionalProperties: false,
};
const parameters = { type: 'object', properties: { x: { type: 'integer', maximum: 9, minimum: 0 } }, required: ['x'] };
const fits = new Ajv().compile(schema);
const isCall = new Ajv().compile({ ...parameters, additionalProperties: false });
const tools = [{ type: 'function', function: { name: 'theirs', parameters } }];
const asked = {
  ...{ temperature: 1.5, max_completion_tokens: 400 },
  response_format: { type: 'json_schema', json_schema: { name: 'sound', strict: true, schema } },
};
const seeds = [1, 2, 3];

describe.each([
  ['no template for tools', {}],
  ['the form of Hermes', { template: toolTemplates.hermes, controlTokens: ['<tool_call>', '</tool_call>'] }],
  ['the form of Llama', { template: toolTemplates.llama }],
  ['the form of Mistral', { template: toolTemplates.mistral, controlTokens: ['[TOOL_CALLS]'] }],
])('a model with %s that is to answer in a form', (_name, options) => {
  it('answers in the form or calls, as it likes', async () => {
    const agent = await openTinyAgent({ tiny, engine }, options);
    for (const seed of seeds) {
      const events = await agent.ask({ ...asked, tools, seed });
      const calls = callsOf(events);
      expect(calls.filter(({ isWhole }) => isWhole).every(({ text }) => isCall(JSON.parse(text)))).toBe(true);
      if (calls.length === 0 && endOf(events)?.finishReason === 'stop')
        expect(fits(JSON.parse(textOf(events)))).toBe(true);
      if (calls.length > 0) expect(textOf(events)).toBe('');
      expect(await agent.ask({ ...asked, tools, seed }).then(textOf)).toBe(textOf(events));
    }
  });

  it('calls where it must', async () => {
    const agent = await openTinyAgent({ tiny, engine }, options);
    const single = { tool_choice: 'required', parallel_tool_calls: false };
    for (const seed of seeds) {
      const events = await agent.ask({ ...asked, ...single, tools, seed });
      expect(callsOf(events).map(({ text }) => isCall(JSON.parse(text)))).toEqual([true]);
      expect([textOf(events), endOf(events)?.finishReason]).toEqual(['', 'tool_calls']);
    }
  });

  it("answers in the form after the agent's own calls", async () => {
    const own = openScriptedExecutor({ look: '42' }, { look: parameters });
    const agent = await openTinyAgent({ tiny, engine }, { ...options, tools: own });
    for (const seed of seeds) {
      const single = { tool_choice: 'required', parallel_tool_calls: false };
      const events = await agent.ask({ ...asked, ...single, max_completion_tokens: 900, seed });
      expect(endOf(events)?.extras.tools?.length).toBeGreaterThan(0);
      if (endOf(events)?.finishReason === 'stop') expect(fits(JSON.parse(textOf(events)))).toBe(true);
    }
    expect(own.calls.every(({ arguments: given }) => isCall(given))).toBe(true);
  });
});
