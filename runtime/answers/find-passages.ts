import { AppError } from '#protocol/errors.ts';
import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import { searchKnowledge } from '#runtime/retrieval/search-knowledge.ts';
import type { AnswerDeps, AnswerInput } from './answer-types.ts';

const longestQuery = 4_000;

/** What the agent's knowledge holds about the conversation's last questions; null for an agent without knowledge. */
export async function findPassages(
  deps: AnswerDeps,
  input: { agent: AnswerInput['agent']; messages: ChatMessage[]; signal: AbortSignal },
): Promise<SearchResult | null> {
  const { manifest, collections } = input.agent;
  const { embedding, retrieval } = manifest;
  if (collections.length === 0 || !embedding) return null;
  const questions = input.messages.filter(({ role }) => role === 'user').slice(-retrieval.queryMessages);
  const query = questions
    .map(({ content }) => content)
    .join('\n')
    .slice(-longestQuery);
  if (query.trim() === '') {
    const message = 'The question holds no text to search the knowledge with; add a text to it.';
    throw new AppError('invalid_input', message, { param: 'messages' });
  }
  const search = {
    collections,
    embeddingModelId: embedding.sha256,
    fingerprint: embedding.fingerprint,
    query,
    settings: retrieval,
  };
  return searchKnowledge(deps, search, input.signal);
}
