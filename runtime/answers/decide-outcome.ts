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

/** What it rests on in the end: calls make up for what the knowledge doesn't say. */
export function finalOutcome(first: Outcome, { cards, finishReason }: AgentResult): Outcome {
  const isMissing = first === 'refused' || first === 'answered-without-source';
  const hasCalls = finishReason === 'tool_calls' || cards.some(({ state }) => state === 'done');
  return isMissing && hasCalls ? 'answered-from-tools' : first;
}
