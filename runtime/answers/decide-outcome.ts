import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import type { Outcome } from './build-extras.ts';
import type { AgentResult } from './tools/run-agent.ts';

/** What an answer will rest on, before it is generated. Results of calls that the caller made for the last question are a source like any other. */
export function firstOutcome({
  search,
  messages,
  whenMissing,
}: {
  search: SearchResult | null;
  messages: ChatMessage[];
  whenMissing: 'refuse' | 'answer-and-say-so';
}): Outcome {
  if (!search) return 'no-knowledge';
  if (search.evidence.isSufficient && search.passages.length > 0) return 'grounded';
  const question = messages.findLastIndex(({ role }) => role === 'user');
  if (messages.slice(question + 1).some(({ role }) => role === 'tool')) return 'answered-from-tools';
  return whenMissing === 'refuse' ? 'refused' : 'answered-without-source';
}

/** What it rests on in the end: calls make up for what the knowledge doesn't say, and for knowledge that an agent hasn't. */
export function finalOutcome(
  first: Outcome,
  { cards, finishReason }: Pick<AgentResult, 'cards' | 'finishReason'>,
): Outcome {
  if (first === 'grounded') return first;
  const hasResult = cards.some(({ state }) => state === 'done');
  const asksCaller = finishReason === 'tool_calls' && first !== 'no-knowledge';
  return hasResult || asksCaller ? 'answered-from-tools' : first;
}
