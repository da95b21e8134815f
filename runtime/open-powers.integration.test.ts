import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { gaiaExtrasSchema } from '#protocol/retrieval/trace.ts';
import { toolPolicySchema } from '#protocol/tools/tool-definition.ts';
import { openScriptedEngine, type ScriptedEngine } from './engine/scripted/open-scripted-engine.ts';
import { testPlugin } from './plugins/testing/open-plugin-bench.ts';
import { openTestNode, type TestNode } from './testing/open-test-node.ts';
import { type LocalTestServer, serveLocally } from './testing/serve-locally.ts';
import { type HttpsTestServer, serveHttps } from './web/testing/serve-https.ts';

const slow = { timeout: 60_000 };
const say = 'Write to ada.l@uni.example about it.';

let web: HttpsTestServer;
let search: LocalTestServer;
let engine: ScriptedEngine;
let node: TestNode;
/** What the model says next, one a round. */
let replies: string[] = [];

beforeAll(async () => {
  web = await serveHttps(({ path }, response) => {
    if (path === '/rates') response.end(JSON.stringify({ usd: { rate: 1.08 } }));
    else response.writeHead(503).end();
  });
  search = await serveLocally(({ url }, response) => {
    const results = url?.includes('hours') ? [{ title: 'Hours', url: 'https://a.example', content: '9 to 5' }] : [];
    response.end(JSON.stringify({ results }));
  });
  engine = openScriptedEngine({ replies: [() => replies.shift() ?? say] });
  node = await openTestNode({
    engine,
    dimensions: 16,
    policy: { toolHosts: [], privateHosts: [web.host], certificateFiles: [web.certificateFile], python: true },
    settings: { GAIA_SEARCH_URL: `${search.url}/search?q={query}` },
  });
}, 60_000);
afterAll(async () => {
  await node.close();
  await web.close();
  await search.close();
});

const example = (name: string) =>
  readFileSync(new URL(`../protocol/plugin-api/examples/${name}.ts`, import.meta.url), 'utf8');
const component = { name: 'Example', version: 1 };
const plugins = {
  results: testPlugin(example('web-results'), {
    definition: { name: 'web_results', kind: 'prompt-function', timeoutMs: 8_000 },
    capabilities: { webSearch: true },
  }),
  mood: testPlugin(example('choose-by-mood'), {
    definition: { name: 'choose_by_mood', kind: 'prompt-chooser', timeoutMs: 8_000 },
  }),
  contacts: testPlugin(example('hide-contacts'), {
    definition: { name: 'hide_contacts', kind: 'post-processor', timeoutMs: 8_000 },
  }),
  broken: testPlugin("export default () => { throw new Error('out of order'); };", {
    definition: { name: 'broken', kind: 'prompt-function', timeoutMs: 8_000 },
  }),
};

const responseSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }), finish_reason: z.string() })),
  gaia: gaiaExtrasSchema.required({ trace: true }),
});

/** Asks an agent with these parts on the whole node, as the studio's preview does. */
async function ask(
  question: string,
  agent: { prompts?: Partial<AgentManifest['prompts']>; used?: (keyof typeof plugins)[]; toolPolicy?: object },
) {
  const manifest: AgentManifest = {
    ...node.manifest,
    knowledge: [],
    prompts: { ...node.manifest.prompts, ...agent.prompts },
    plugins: (agent.used ?? []).map((name) => ({ component, definition: plugins[name] })),
    toolPolicy: toolPolicySchema.parse(agent.toolPolicy ?? {}),
  };
  engine.calls.chat.length = 0;
  const request = { model: 'guide', messages: [{ role: 'user', content: question }] };
  return node.control('POST', '/control/preview', { manifest, collections: [], request });
}

async function answered(response: Response) {
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  const { choices, gaia } = responseSchema.parse(body);
  const system = engine.calls.chat.at(-1)?.messages.find(({ role }) => role === 'system')?.content ?? '';
  return { text: choices[0]?.message.content ?? '', trace: gaia.trace, system };
}

const rule = (name: string, system: string) => ({
  ...{ name, system, rag: null, fewShot: [] },
  when: [{ kind: 'plugin' as const, plugin: 'choose_by_mood' }],
});

test(
  'a prompt takes in the date, an address, a web search and a plugin, all over the way out of the node',
  slow,
  async () => {
    const system = `Today is {{date "YYYY"}}. Rate {{get "${web.url}/rates" "usd.rate"}}.
Web: {{web_search "opening hours"}}
Plugin: {{plugin web_results "hours"}}`;
    const { trace, ...given } = await answered(await ask('When?', { prompts: { system }, used: ['results'] }));
    expect(given.system).toMatch(/^Today is 20\d\d\. Rate 1\.08\.\nWeb: 1\. Hours: 9 to 5 \(https:\/\/a\.example\)\n/);
    expect(given.system).toMatch(/Plugin: Found on the web on [\d-]+:\n- Hours \(https:\/\/a\.example\): 9 to 5/);
    expect(trace.prompt?.notes).toEqual([]);
  },
);

test('what fails in a prompt is told in the prompt and in the trace, and the answer is given', slow, async () => {
  const system = `{{get "${web.url}/gone"}}|{{get "https://other.example/x"}}|{{plugin broken}}|{{plugin absent}}|{{web_search ""}}`;
  const { trace, text, ...given } = await answered(await ask('Hi?', { prompts: { system }, used: ['broken'] }));
  expect(text).toBe(say);
  expect(trace.prompt?.notes).toHaveLength(5);
  expect(trace.prompt?.notes.join('\n')).toMatch(
    /503.*other\.example.*failed: out of order \(line \d\)\..*absent.*nothing to search/s,
  );
  for (const note of trace.prompt?.notes ?? []) expect(given.system).toContain(`[${note}]`);
});

test('a chooser picks the rule, and a post-processor has the last word', slow, async () => {
  const prompts = { system: 'Usual.', rules: [rule('calm', 'Be calm.'), rule('brief', 'Be brief.')] };
  const used = ['mood', 'contacts'] as const;
  const upset = await answered(
    await ask('This is unacceptable, give me back what I paid!!', { prompts, used: [...used] }),
  );
  expect(upset).toMatchObject({ system: 'Be calm.', text: 'Write to [address removed] about it.' });
  expect(upset.trace.prompt?.name).toBe('calm');
  const short = await answered(await ask('Open when?', { prompts, used: [...used] }));
  expect(short.trace.prompt?.name).toBe('brief');
  const usual = await answered(
    await ask('Please tell me in detail how credits are settled', { prompts, used: [...used] }),
  );
  expect(usual.system).toBe('Usual.');
});

test('a rule whose chooser the agent lacks is passed over, and the trace says so', slow, async () => {
  const prompts = { system: 'Usual.', rules: [rule('calm', 'Be calm.')] };
  const { system, trace } = await answered(await ask('This is unacceptable!!', { prompts }));
  expect(system).toBe('Usual.');
  expect(trace.prompt?.notes.join()).toMatch(/choose_by_mood/);
});

test('an agent runs JavaScript that its model writes, where its policy allows it', slow, async () => {
  replies = ['{"tool": "run_javascript", "code": "const a = 17 * 23; a"}', 'It is 391.'];
  const { text, trace } = await answered(await ask('What is 17 times 23?', { toolPolicy: { javascript: true } }));
  expect(text).toBe('It is 391.');
  expect(trace.tools).toMatchObject([{ name: 'run_javascript', result: expect.stringContaining('391') }]);
  expect(engine.calls.chat[1]?.messages.at(-1)?.content).toContain('391');
});

test('code that never ends is stopped, the model is told, and the node goes on', slow, async () => {
  replies = ['{"tool": "run_javascript", "code": "for (;;) {}"}', 'That took too long.'];
  const { text, trace } = await answered(await ask('Loop?', { toolPolicy: { javascript: true } }));
  expect(text).toBe('That took too long.');
  expect(JSON.stringify(trace.tools)).toMatch(/took longer|time/i);
  expect((await answered(await ask('Hi?', {}))).text).toBe(say);
});

test('Python runs where agent and owner allow it', { timeout: 120_000 }, async () => {
  replies = ['{"tool": "run_python", "code": "sum(range(10))"}', 'It is 45.'];
  const { text, trace } = await answered(await ask('Sum?', { toolPolicy: { python: true } }));
  expect(text).toBe('It is 45.');
  expect(trace.tools).toMatchObject([{ name: 'run_python', result: expect.stringContaining('45') }]);
});

test("without the owner's leave Python is no function of the agent", slow, async () => {
  const strict = await openTestNode({ engine: openScriptedEngine(), dimensions: 16 });
  const manifest = { ...strict.manifest, knowledge: [], toolPolicy: toolPolicySchema.parse({ python: true }) };
  const messages = [{ role: 'user', content: 'Sum?' }];
  const choice = { type: 'function', function: { name: 'run_python' } };
  const send = (request: object) => strict.control('POST', '/control/preview', { manifest, collections: [], request });
  const refused = await send({ model: 'guide', messages, tool_choice: choice });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toMatch(/no function to call/);
  expect((await send({ model: 'guide', messages })).status).toBe(200);
  await strict.close();
});
