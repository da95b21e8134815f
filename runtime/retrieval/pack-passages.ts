import type { RetrievalSettings } from '#protocol/manifests/agent-manifest.ts';
import type { RetrievedChunk, SearchResult } from '#protocol/retrieval/trace.ts';
import { joinNeighbours } from './join-neighbours.ts';

type Passage = SearchResult['passages'][number];

/**
 * Packs the best candidates into passages for a prompt, numbered from 1 in the order of their best chunk: at most so many
 * passages and tokens as the settings say, neighbouring chunks joined into one passage. What doesn't fit any more is
 * left out whole; only a first chunk larger than the whole budget is cut.
 */
export function packPassages(
  candidates: RetrievedChunk[],
  settings: Pick<RetrievalSettings, 'passages' | 'passageTokenBudget'>,
): Passage[] {
  let groups: RetrievedChunk[][] = [];
  for (const candidate of candidates.slice(0, 2 * settings.passages)) {
    const next = add(groups, candidate);
    if (next.length > settings.passages) continue;
    const tokens = next.reduce((sum, group) => sum + countTokens(group), 0);
    if (tokens <= settings.passageTokenBudget || groups.length === 0) groups = next;
  }
  return groups.map((group, index) => toPassage(group, index + 1, settings.passageTokenBudget));
}

/** Puts a chunk into the passage it continues (two, if it closes a gap), or into one of its own. */
function add(groups: RetrievedChunk[][], chunk: RetrievedChunk): RetrievedChunk[][] {
  const touched = groups.filter((group) => group.some((each) => isNeighbour(each, chunk)));
  const [home] = touched;
  if (!home) return [...groups, [chunk]];
  const joined = [...touched.flat(), chunk].sort((one, other) => one.ordinal - other.ordinal);
  return groups.flatMap((group) => {
    if (group === home) return [joined];
    return touched.includes(group) ? [] : [group];
  });
}

function isNeighbour(one: RetrievedChunk, other: RetrievedChunk): boolean {
  return one.documentSha256 === other.documentSha256 && Math.abs(one.ordinal - other.ordinal) === 1;
}

/** Tokens of the joined text, in proportion to its length. */
function countTokens(group: RetrievedChunk[]): number {
  const tokens = group.reduce((sum, chunk) => sum + chunk.tokenCount, 0);
  if (group.length === 1) return tokens;
  const units = group.reduce((sum, chunk) => sum + chunk.text.length, 0);
  return Math.ceil((tokens * joinNeighbours(group).length) / Math.max(1, units));
}

function toPassage(group: RetrievedChunk[], marker: number, budget: number): Passage {
  const tokenCount = countTokens(group);
  const text = joinNeighbours(group);
  return {
    marker,
    chunkIds: group.map((chunk) => chunk.chunkId),
    documentName: group[0]?.documentName ?? '',
    text: tokenCount > budget ? cut(text, budget / tokenCount) : text,
    tokenCount: Math.min(tokenCount, budget),
  };
}

/** The first part of a text, ending with a sentence or at least a word. */
function cut(text: string, share: number): string {
  const part = text.slice(0, Math.floor(text.length * share));
  const sentence = part.match(/^[\s\S]*[.!?。！？](?=\s|$)/)?.[0];
  if (sentence && sentence.length > part.length / 2) return sentence;
  return (part.match(/^[\s\S]*(?=\s)/)?.[0] || part).toWellFormed();
}
