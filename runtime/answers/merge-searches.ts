import type { HostedAnswer } from '#protocol/hosted/hosted-search.ts';
import type { RetrievalSettings } from '#protocol/manifests/agent-manifest.ts';
import type { SearchResult } from '#protocol/retrieval/trace.ts';

const noTimes = { embed: 0, dense: 0, text: 0, fuse: 0, total: 0 };

/** One result of what the agent's own knowledge and that on creators' nodes hold: the best passages of all within the agent's bounds, with the strongest evidence. Ranks compare, for all fuse alike. */
export function mergeSearches(
  own: SearchResult | null,
  hosted: readonly HostedAnswer[],
  { query, settings, notes }: { query: string; settings: RetrievalSettings; notes: string[] },
): SearchResult {
  const all = [...(own ? [{ ...own, chunks: own.candidates }] : []), ...hosted];
  const fused = new Map(all.flatMap(({ chunks }) => chunks.map(({ chunkId, scores }) => [chunkId, scores.fused])));
  const scoreOf = ({ chunkIds }: { chunkIds: string[] }) => Math.max(0, ...chunkIds.map((id) => fused.get(id) ?? 0));
  const sufficient = all.filter(({ evidence }) => evidence.isSufficient);
  const sources = sufficient.length > 0 ? sufficient : all;
  const ranked = sources.flatMap(({ passages }) => passages).toSorted((a, b) => scoreOf(b) - scoreOf(a));
  const strongest = sources.map(({ evidence }) => evidence).toSorted((a, b) => b.strength - a.strength)[0];
  return {
    query,
    candidates: all.flatMap(({ chunks }) => chunks).toSorted((a, b) => b.scores.fused - a.scores.fused),
    evidence: strongest ?? { strength: 0, threshold: 0, isSufficient: false, reason: 'Nothing was searched.' },
    passages: withinBounds(ranked, settings).map((passage, at) => ({ ...passage, marker: at + 1 })),
    timesMs: own?.timesMs ?? noTimes,
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/** The first passage always counts; further ones while they fit. */
function withinBounds(
  ranked: SearchResult['passages'],
  { passages, passageTokenBudget }: RetrievalSettings,
): SearchResult['passages'] {
  let tokens = 0;
  return ranked.slice(0, passages).filter(({ tokenCount }, at) => {
    if (at > 0 && tokens + tokenCount > passageTokenBudget) return false;
    tokens += tokenCount;
    return true;
  });
}
