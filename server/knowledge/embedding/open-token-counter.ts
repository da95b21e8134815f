import { controlTokenizeResultSchema } from '#protocol/control/control-api.ts';
import { type EmbeddingModel, modelReference } from '#protocol/models/catalogue.ts';
import type { Deps } from '#server/deps-type.ts';
import { askNodes } from './ask-nodes.ts';

const textsPerRequest = 2_000;
const unitsPerRequest = 1_000_000;

/** Counts tokens as the embedding model does, by a connected node of the owner. Equal texts are asked for once. */
export function openTokenCounter(
  deps: Deps,
  input: { ownerId: string; model: EmbeddingModel; signal: AbortSignal },
): (texts: string[]) => Promise<number[]> {
  const known = new Map<string, number>([['', 0]]);

  async function ask(texts: string[]): Promise<void> {
    const { counts } = await askNodes(
      deps,
      {
        ownerId: input.ownerId,
        signal: input.signal,
        method: 'POST',
        path: '/control/tokenize',
        body: { model: modelReference(input.model), texts },
      },
      controlTokenizeResultSchema,
    );
    for (const [index, text] of texts.entries()) known.set(text, counts[index] ?? 0);
  }

  return async (texts) => {
    const missing = [...new Set(texts)].filter((text) => !known.has(text));
    for (const batch of batches(missing)) await ask(batch);
    return texts.map((text) => known.get(text) ?? 0);
  };
}

function batches(texts: readonly string[]): string[][] {
  const found: string[][] = [];
  let units = unitsPerRequest;
  for (const text of texts) {
    const last = found.at(-1);
    units += text.length;
    if (!last || last.length >= textsPerRequest || units > unitsPerRequest) {
      found.push([text]);
      units = text.length;
    } else last.push(text);
  }
  return found;
}
