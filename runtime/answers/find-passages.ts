import { AppError } from '#protocol/errors.ts';
import type { HostedAnswer } from '#protocol/hosted/hosted-search.ts';
import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import { searchKnowledge } from '#runtime/retrieval/search-knowledge.ts';
import type { AnswerDeps, AnswerInput } from './answer-types.ts';
import { mergeSearches } from './merge-searches.ts';

const longestQuery = 4_000;

/** What the agent's knowledge, its own and that on creators' nodes, holds about the conversation's last questions; null for an agent without knowledge. */
export async function findPassages(
  deps: AnswerDeps,
  input: { agent: AnswerInput['agent']; messages: ChatMessage[]; signal: AbortSignal },
): Promise<SearchResult | null> {
  const { manifest, collections } = input.agent;
  const { embedding, retrieval } = manifest;
  const hosted = manifest.hosted ?? [];
  if ((collections.length === 0 && hosted.length === 0) || !embedding) return null;
  const query = queryOf(input.messages, retrieval.queryMessages);
  const search = {
    collections,
    embeddingModelId: embedding.sha256,
    fingerprint: embedding.fingerprint,
    query,
    settings: retrieval,
  };
  const own = collections.length > 0 ? searchKnowledge(deps, search, input.signal) : Promise.resolve(null);
  if (hosted.length === 0) return own;
  const [found, elsewhere] = await Promise.all([own, searchElsewhere(deps, { ...input, query })]);
  const { answers, failures } = elsewhere;
  const [failure] = failures;
  // Own knowledge answers even when a creator's node is away; without any, the question waits rather than goes ungrounded.
  if (failure && answers.length === 0 && !found) throw failure;
  const notes = failures.map(({ message }) => message);
  return mergeSearches(found, answers, { query, settings: retrieval, notes });
}

function queryOf(messages: ChatMessage[], count: number): string {
  const questions = messages.filter(({ role }) => role === 'user').slice(-count);
  const query = questions
    .map(({ content }) => content)
    .join('\n')
    .slice(-longestQuery);
  if (query.trim() !== '') return query;
  const message = 'The question holds no text to search the knowledge with; add a text to it.';
  throw new AppError('invalid_input', message, { param: 'messages' });
}

/** Asks all creators' nodes at once. */
async function searchElsewhere(
  deps: AnswerDeps,
  { agent, query, signal }: { agent: AnswerInput['agent']; query: string; signal: AbortSignal },
): Promise<{ answers: HostedAnswer[]; failures: AppError[] }> {
  const { hosted = [], retrieval } = agent.manifest;
  const { hosted: searcher } = deps;
  if (!searcher) throw new AppError('conflict', "This node can't search knowledge on creators' nodes.");
  const asked = { query, passages: Math.min(retrieval.passages, 10) };
  const ends = await Promise.allSettled(hosted.map((reference) => searcher.search(reference, asked, signal)));
  signal.throwIfAborted();
  const answers: HostedAnswer[] = [];
  const failures: AppError[] = [];
  for (const end of ends) {
    if (end.status === 'fulfilled') answers.push(end.value);
    else if (end.reason instanceof AppError) failures.push(end.reason);
    else throw end.reason;
  }
  return { answers, failures };
}
