import type { EmbeddingFingerprint } from '#protocol/manifests/agent-manifest.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import { embedQueries } from '#runtime/retrieval/embed-queries.ts';
import type { ExampleVectors } from './open-example-vectors.ts';

/** How near a question is to the nearest of a rule's examples, as cosine, and which it is. */
export async function nearestExample(
  deps: { engine: Engine; exampleVectors: ExampleVectors },
  input: { modelId: string; fingerprint: EmbeddingFingerprint; question: string; examples: string[] },
  signal: AbortSignal,
): Promise<{ cosine: number; example: string }> {
  const { modelId, fingerprint, question, examples } = input;
  const embed = (queries: string[]) =>
    embedQueries(deps, { embeddingModelId: modelId, fingerprint, queries, priority: 'query' }, signal);
  const vectors = await deps.exampleVectors.of(modelId, examples, embed);
  const [asked = new Float32Array()] = await embed([question]);
  const cosines = vectors.map((vector) => vector.reduce((sum, value, at) => sum + value * (asked[at] ?? 0), 0));
  const cosine = Math.max(...cosines);
  return { cosine, example: examples[cosines.indexOf(cosine)] ?? '' };
}
