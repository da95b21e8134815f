import type { Deps } from '#server/deps-type.ts';
import { embedTexts } from '#server/knowledge/embedding/embed-texts.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';

const longestText = 4_000;

/** Cosine of two texts by the embedding model that new knowledge is given; 0 where one is empty. Throws `node_offline`. */
export async function measureSimilarity(
  deps: Deps,
  input: { ownerId: string; texts: [string, string]; signal: AbortSignal },
): Promise<number> {
  const texts = input.texts.map((text) => text.trim().slice(0, longestText));
  if (texts.includes('')) return 0;
  const [first, second] = await embedTexts(deps, {
    ...{ ownerId: input.ownerId, signal: input.signal, texts },
    model: defaultEmbeddingModel(),
  });
  return (first?.vector ?? new Float32Array()).reduce((sum, value, at) => sum + value * (second?.vector[at] ?? 0), 0);
}
