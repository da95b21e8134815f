import type { RetrievalSettings } from '#protocol/manifests/agent-manifest.ts';
import type { ScoredPoint, VectorStore } from '#runtime/knowledge/vector-store.ts';

/** What each collection returned, best first, before anything was fused. */
export interface FoundLists {
  dense: { collection: string; points: ScoredPoint[] }[];
  text: { collection: string; points: ScoredPoint[] }[];
  /** Time until the slowest collection had answered. */
  timesMs: { dense: number; text: number };
}

/** Asks every collection for the nearest vectors and for full text, all at once. */
export async function findCandidates(
  { store }: { store: VectorStore },
  input: { collections: string[]; vector: Float32Array; query: string; settings: RetrievalSettings },
): Promise<FoundLists> {
  const { collections, vector, query, settings } = input;
  const startedAt = performance.now();
  const times = { dense: 0, text: 0 };

  const ask = async (stage: 'dense' | 'text', search: (collection: string) => Promise<ScoredPoint[]>) => {
    const lists = collections.map(async (collection) => ({ collection, points: await search(collection) }));
    const found = await Promise.all(lists);
    times[stage] = performance.now() - startedAt;
    return found;
  };

  const [dense, text] = await Promise.all([
    ask('dense', (collection) => store.searchDense(collection, vector, settings.denseLimit)),
    ask('text', async (collection) =>
      settings.textLimit === 0 ? [] : store.searchText(collection, query, settings.textLimit),
    ),
  ]);
  return { dense, text, timesMs: times };
}
