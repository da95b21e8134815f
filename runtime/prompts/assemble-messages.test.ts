import { describe, expect, it } from 'vitest';
import type { PromptPolicy } from '#protocol/manifests/agent-manifest.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import { assembleMessages } from './assemble-messages.ts';

const policy: PromptPolicy = {
  system: 'You are the guide.',
  rag: 'Answer from the context.',
  placement: 'last-user-message',
  callerSystem: 'append',
  fewShot: [],
  variables: {},
  rules: [],
};
const caller: ChatMessage = { role: 'system', content: 'Be brief.' };
const conversation: ChatMessage[] = [
  { role: 'user', content: 'Hello' },
  { role: 'assistant', content: 'Hi' },
  { role: 'user', content: 'What are credits?' },
];
const passages = ['One.', 'Two.'].map((text, index) => ({
  marker: index + 1,
  chunkIds: [String(index)],
  documentName: 'a.md',
  text,
  tokenCount: 1,
}));
const assemble = (changes: Partial<PromptPolicy>, input: { messages?: ChatMessage[]; found?: typeof passages } = {}) =>
  assembleMessages({
    policy: { ...policy, ...changes },
    messages: input.messages ?? conversation,
    passages: input.found ?? [],
  });
const systemOf = (messages: ChatMessage[]) => messages.filter(({ role }) => role === 'system');

describe("the caller's system message", () => {
  it.each([
    ['append', 'You are the guide.\n\nBe brief.'],
    ['replace', 'Be brief.'],
    ['ignore', 'You are the guide.'],
  ] as const)('with "%s" gives one system message in front', (callerSystem, content) => {
    const messages = assemble({ callerSystem }, { messages: [...conversation, caller] });
    expect(systemOf(messages)).toEqual([{ role: 'system', content }]);
    expect(messages.slice(1)).toEqual(conversation);
  });

  it('changes nothing where there is none', () => {
    for (const callerSystem of ['append', 'replace', 'ignore'] as const) {
      expect(assemble({ callerSystem })[0]).toEqual({ role: 'system', content: 'You are the guide.' });
    }
  });

  it('joins several, and there is a system message even where nobody wrote one', () => {
    const messages = [caller, { role: 'system' as const, content: 'In English.' }, ...conversation];
    expect(assemble({ callerSystem: 'replace' }, { messages })[0]?.content).toBe('Be brief.\n\nIn English.');
    expect(assemble({ system: '' })[0]).toEqual({ role: 'system', content: 'You are a helpful assistant.' });
  });
});

describe('passages', () => {
  it('go into the last message of the user, numbered, after the rag prompt, and nowhere else', () => {
    const messages = assemble({}, { found: passages });
    expect(messages.at(-1)?.content).toBe(
      'Answer from the context.\n\nContext:\n[1] One.\n\n[2] Two.\n\nQuestion: What are credits?',
    );
    expect(messages.slice(0, -1)).toEqual([{ role: 'system', content: policy.system }, ...conversation.slice(0, -1)]);
  });

  it('go behind the system prompt where the policy says so', () => {
    const messages = assemble({ placement: 'system-message' }, { found: passages });
    expect(messages[0]?.content).toBe(
      'You are the guide.\n\nAnswer from the context.\n\nContext:\n[1] One.\n\n[2] Two.',
    );
    expect(messages.slice(1)).toEqual(conversation);
  });

  it('need no number where there is one, and no rag prompt', () => {
    const messages = assemble({ rag: '' }, { found: passages.slice(0, 1) });
    expect(messages.at(-1)?.content).toBe('Context:\nOne.\n\nQuestion: What are credits?');
  });

  it('go to the last user message even where an answer was begun after it', () => {
    const messages = assemble(
      {},
      { found: passages, messages: [...conversation, { role: 'assistant', content: 'They' }] },
    );
    expect(messages.at(-1)).toEqual({ role: 'assistant', content: 'They' });
    expect(messages.at(-2)?.content).toContain('[2] Two.');
  });
});
