import type { PromptPolicy } from '#protocol/manifests/agent-manifest.ts';
import type { FewShotRow } from '#protocol/prompts/prompt-rules.ts';
import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';

export interface AssembleInput {
  policy: PromptPolicy;
  /** The caller's conversation. */
  messages: ChatMessage[];
  passages: SearchResult['passages'];
}

/**
 * The messages a model is given: system prompt, worked examples as earlier turns, conversation, and the numbered passages where the policy puts them.
 * The order keeps what stays the same in front, so that a following request reuses the prefix.
 */
export function assembleMessages({ policy, messages, passages }: AssembleInput): ChatMessage[] {
  const conversation = messages.filter((message) => message.role !== 'system');
  const system = systemText(policy, messages);
  const examples = policy.fewShot.flatMap(exampleTurns);
  const context = passages.length > 0 ? contextText(policy, passages) : '';
  if (context === '') return withSystem(system, [...examples, ...conversation]);
  if (policy.placement === 'system-message') return withSystem(join([system, context]), [...examples, ...conversation]);
  return withSystem(system, [...examples, ...withContext(conversation, context)]);
}

function exampleTurns({ question, answer }: FewShotRow): ChatMessage[] {
  return [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ];
}

/** The agent's own system prompt and the caller's, by the agent's policy. */
function systemText({ system, callerSystem }: PromptPolicy, messages: ChatMessage[]): string {
  const given = join(messages.filter((message) => message.role === 'system').map((message) => message.content));
  if (callerSystem === 'ignore' || given === '') return system;
  return callerSystem === 'replace' ? given : join([system, given]);
}

/** One passage needs no number; several are numbered as the citations will name them. */
function contextText({ rag }: PromptPolicy, passages: SearchResult['passages']): string {
  const texts =
    passages.length === 1
      ? passages.map(({ text }) => text)
      : passages.map(({ marker, text }) => `[${marker}] ${text}`);
  return join([rag, `Context:\n${texts.join('\n\n')}`]);
}

function withContext(conversation: ChatMessage[], context: string): ChatMessage[] {
  const last = conversation.findLastIndex((message) => message.role === 'user');
  return conversation.map((message, index) =>
    index === last ? { ...message, content: `${context}\n\nQuestion: ${message.content}` } : message,
  );
}

/** There is always a system message: templates of small models put a misleading one in its place otherwise. */
function withSystem(system: string, conversation: ChatMessage[]): ChatMessage[] {
  return [{ role: 'system', content: system || 'You are a helpful assistant.' }, ...conversation];
}

function join(parts: string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n\n');
}
