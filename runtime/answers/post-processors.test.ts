import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { openScriptedExecutor } from '#runtime/answers/tools/testing/open-scripted-executor.ts';
import { readStream } from '#runtime/http/testing/read-stream.ts';
import { type NodePlugins, openNodePlugins } from '#runtime/plugins/open-node-plugins.ts';
import { testPlugin } from '#runtime/plugins/testing/open-plugin-bench.ts';
import { creditsTexts, openTestApp, type TestAppOptions } from '#runtime/testing/open-test-app.ts';

const home = mkdtempSync(path.join(tmpdir(), 'gaia-post-'));
let plugins: NodePlugins;
beforeAll(async () => {
  const { engine, store } = await openTestApp();
  const web = () => Promise.reject(new Error('no web in this test'));
  plugins = openNodePlugins({ home, engine, store, web, webSearch: undefined, allowsPython: false });
});
afterAll(async () => {
  await plugins.close();
  rmSync(home, { recursive: true });
});

const retrieval = {
  queryMessages: 1,
  denseLimit: 50,
  textLimit: 50,
  passages: 3,
  passageTokenBudget: 400,
  evidenceThreshold: 0.8,
};
const limits = { timeout: 30_000 };
const messages = [{ role: 'user', content: 'What is it?' }];
const hides = `export default ({ answer }) => answer.replaceAll('secret', '***')`;

async function open(source: string, { manifest, ...options }: TestAppOptions & { engine: { replies: string[] } }) {
  const definition = testPlugin(source, { definition: { kind: 'post-processor', name: 'post', timeoutMs: 10_000 } });
  const reference = { component: { name: 'P', version: 1 }, definition };
  const changes = { plugins: [reference], ...manifest };
  const test = await openTestApp({ texts: [], ...options, manifest: changes, plugins });
  return async (more: object = {}) => test.post('/v1/chat/completions', { model: 'guide', messages, ...more });
}
const read = async (response: Response) => chatCompletionSchema.parse(await response.json());

describe('an answer of an agent with a post-processor', () => {
  it('is told as the plugin left it, whole and in a stream, and never raw', limits, async () => {
    const ask = await open(hides, { engine: { replies: ['The secret is out.'] } });
    const whole = await (await ask({ logprobs: true })).text();
    expect(whole).toContain('"The *** is out."');
    expect(whole).not.toContain('secret');
    const response = await ask({ stream: true });
    const copy = response.clone();
    expect((await readStream(response)).texts).toEqual(['The *** is out.']);
    expect(await copy.text()).not.toContain('secret');
  });

  it('is processed for each of n answers', limits, async () => {
    const ask = await open(hides, { engine: { replies: ['secret 1', 'secret 2'] } });
    const { choices } = await read(await ask({ n: 2 }));
    expect(choices.map(({ message }) => message.content)).toEqual(['*** 1', '*** 2']);
  });

  it('has citations that point into the processed text', limits, async () => {
    const [credits = ''] = creditsTexts;
    const evidence = { whenMissing: 'refuse', refusal: 'Nothing.', notice: 'No source.' } as const;
    const shorten = `export default ({ answer, passages, question }) => answer.replace('Secret. ', '') + ' From ' + passages[0].document + ' to: ' + question`;
    const options = { engine: { replies: [`Secret. ${credits}`] }, texts: creditsTexts, manifest: { evidence } };
    const ask = await open(shorten, options);
    const { choices, gaia } = await read(await ask({ messages: [{ role: 'user', content: credits }] }));
    const answer = choices[0]?.message.content ?? '';
    expect(answer).toBe(`${credits} From credits.md to: ${credits}`);
    expect(gaia.citations[0]).toMatchObject({ start: 0, end: credits.length });
  });

  it(
    'is an error where the plugin fails, before and inside a stream, and the raw answer is not told',
    limits,
    async () => {
      for (const source of [`export default () => { throw new Error('no') }`, 'export default () => 3']) {
        const ask = await open(source, { engine: { replies: ['The secret.'] } });
        for (const stream of [false, true]) {
          const text = await (await ask({ stream })).text();
          expect(text).toContain('"error"');
          expect(text).not.toMatch(/secret|\[DONE\]/);
        }
      }
    },
  );

  it('must still have the form that was asked for', limits, async () => {
    const format = { response_format: { type: 'json_object' } };
    const fits = await open(hides, { engine: { replies: ['{"a": "secret"}'] } });
    expect((await read(await fits(format))).choices[0]?.message.content).toBe('{"a": "***"}');
    const broken = await open(`export default ({ answer }) => answer + '!'`, { engine: { replies: ['{}'] } });
    expect(await (await broken(format)).json()).toMatchObject({ error: { code: 'internal' } });
  });
});

describe('a post-processor of an agent with tools', () => {
  const look = '{"tool": "look", "x": 1}';

  it('reads the answer after the calls, while cards are told at once', limits, async () => {
    const tools = openScriptedExecutor({ look: '42' });
    const ask = await open(hides, { engine: { replies: [look, 'The secret is 42.'] }, tools });
    const { chunks, texts } = await readStream(await ask({ stream: true }));
    expect(texts).toEqual(['The *** is 42.']);
    expect(chunks.filter(({ gaia }) => gaia && 'toolCall' in gaia)).toHaveLength(2);
  });

  it("leaves calls of the caller's functions alone", limits, async () => {
    const theirs = { type: 'function', function: { name: 'theirs', parameters: { type: 'object', properties: {} } } };
    const ask = await open(`export default () => 'x'`, { engine: { replies: ['{"tool": "theirs"}'] } });
    const { choices } = await read(await ask({ tools: [theirs] }));
    expect(choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
  });

  it(
    'is given nothing that was withheld: a refusal stays a refusal, words in front of a call stay untold',
    limits,
    async () => {
      const evidence = { whenMissing: 'refuse', refusal: 'My sources say nothing.', notice: 'No source.' } as const;
      const template = {
        manifest: { evidence, retrieval },
        texts: creditsTexts,
        tools: openScriptedExecutor({ look: '42' }),
      };
      const marks = `export default ({ answer }) => '<' + answer + '>'`;
      const refused = await open(marks, { ...template, engine: { replies: ['I guess so.'] } });
      expect((await read(await refused())).choices[0]?.message.content).toBe('My sources say nothing.');
      const called = await open(marks, { ...template, engine: { replies: [look, 'It is 42.'] } });
      expect((await read(await called())).choices[0]?.message.content).toBe('<It is 42.>');
    },
  );
});
