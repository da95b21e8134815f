import { describe, expect, it } from 'vitest';
import { type ChatCompletion, chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';

const known = 'Credits are the unspent part of a deposit.';
const foreign = 'Which penguins live in Antarctica?';
const evidence = { whenMissing: 'refuse', refusal: 'My sources say nothing.', notice: 'No source was found.' } as const;
const retrieval = {
  queryMessages: 1,
  denseLimit: 50,
  textLimit: 50,
  passages: 3,
  passageTokenBudget: 400,
  evidenceThreshold: 0.8,
};

async function ask(test: TestApp, content: string, more: object = {}): Promise<ChatCompletion> {
  const messages = [{ role: 'user', content }];
  const response = await test.post('/v1/chat/completions', { model: 'guide', messages, ...more });
  expect(response.status).toBe(200);
  return chatCompletionSchema.parse(await response.json());
}

describe('an answer with evidence', () => {
  it('is generated from the passages, and cites where its sentences come from', async () => {
    const test = await openTestApp({ engine: { replies: [known] }, manifest: { evidence, retrieval } });
    const { choices, gaia } = await ask(test, known);
    expect(choices[0]?.message.content).toBe(known);
    expect(gaia).toMatchObject({
      outcome: 'grounded',
      unsupported: [],
      citations: [{ marker: 1, document: 'credits.md', quote: known, page: null, start: 0, end: known.length }],
    });
    expect(gaia.trace).toMatchObject({ agent: 'guide', agentVersion: 1, outcome: 'grounded' });
    expect(gaia.trace?.search?.evidence.isSufficient).toBe(true);
    expect(gaia.trace?.messages.at(-1)?.content).toContain(known);
  });

  it('marks sentences that no passage supports', async () => {
    const answer = `${known} The moon is made of green cheese and llamas.`;
    const test = await openTestApp({ engine: { replies: [answer] }, manifest: { evidence, retrieval } });
    const { gaia } = await ask(test, known);
    expect(gaia.citations.map(({ start, end }) => answer.slice(start, end))).toEqual([known]);
    expect(gaia.unsupported.map(({ start, end }) => answer.slice(start, end).trim())).toEqual([
      'The moon is made of green cheese and llamas.',
    ]);
  });
});

describe('an answer without evidence', () => {
  it('is the refusal, word for word and without generating, where the policy refuses', async () => {
    const test = await openTestApp({ manifest: { evidence, retrieval } });
    const { choices, usage, gaia } = await ask(test, foreign);
    expect(choices[0]).toMatchObject({ message: { content: 'My sources say nothing.' }, finish_reason: 'stop' });
    expect(test.engine.calls.chat).toEqual([]);
    expect(usage).toMatchObject({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 });
    expect(gaia).toMatchObject({ outcome: 'refused', citations: [], unsupported: [] });
  });

  it('is generated without passages and says so, where the policy answers', async () => {
    const manifest = { evidence: { ...evidence, whenMissing: 'answer-and-say-so' as const }, retrieval };
    const test = await openTestApp({ engine: { replies: ['Emperor penguins.'] }, manifest });
    const { choices, gaia } = await ask(test, foreign);
    expect(choices[0]?.message.content).toBe('Emperor penguins.\n\nNo source was found.');
    expect(gaia).toMatchObject({ outcome: 'answered-without-source', citations: [] });
    expect(JSON.stringify(test.engine.calls.chat[0]?.messages)).not.toContain('Credits');
  });

  it('says so even where the model said nothing', async () => {
    const manifest = { evidence: { ...evidence, whenMissing: 'answer-and-say-so' as const }, retrieval };
    const test = await openTestApp({ engine: { replies: [{ pieces: [] }] }, manifest });
    expect((await ask(test, foreign)).choices[0]?.message.content).toBe('No source was found.');
  });

  it('is no refusal for an agent that has no knowledge at all', async () => {
    const test = await openTestApp({ texts: [], manifest: { evidence, retrieval } });
    const { choices, gaia } = await ask(test, foreign);
    expect(choices[0]?.message.content).toBe('Hello from the script.');
    expect(gaia.outcome).toBe('no-knowledge');
  });
});

describe('the search behind an answer', () => {
  it('asks with as many of the last user messages as the agent says', async () => {
    const messages = [
      { role: 'user', content: 'First.' },
      { role: 'assistant', content: 'Yes.' },
      { role: 'user', content: 'Second.' },
    ];
    for (const [queryMessages, query] of [
      [1, 'Second.'],
      [2, 'First.\nSecond.'],
    ] as const) {
      const test = await openTestApp({ manifest: { retrieval: { ...retrieval, queryMessages } } });
      const { gaia } = await ask(test, '', { messages });
      expect(gaia.trace?.search?.query).toBe(query);
    }
  });
});

describe('the prompt behind an answer', () => {
  it('is chosen by rules, filled in, and told in the trace', async () => {
    const prompts = {
      ...({ system: 'Own.', rag: '', placement: 'last-user-message', callerSystem: 'append' } as const),
      ...{ fewShot: [], variables: {} },
      rules: [
        {
          ...{ name: 'gold', system: 'For {{caller.plan}}: {{web_search question}}', rag: null, fewShot: [] },
          when: [{ kind: 'caller' as const, key: 'plan', equals: 'gold' }],
        },
      ],
    };
    const searchWeb = async () => [{ title: 'T', url: 'https://a.example/', snippet: 'S' }];
    const test = await openTestApp({
      texts: [],
      manifest: { prompts },
      prompts: { clock: () => new Date(), searchWeb },
    });
    const { gaia } = await ask(test, 'Hello?', { metadata: { plan: 'gold' } });
    expect(test.engine.calls.chat[0]?.messages[0]?.content).toBe('For gold: 1. T: S (https://a.example/)');
    expect(gaia.trace?.prompt).toEqual({ name: 'gold', reason: 'caller\'s plan is "gold"', notes: [] });
    expect((await ask(test, 'Hello?')).gaia.trace?.prompt?.name).toBe("agent's own");
  });
});
