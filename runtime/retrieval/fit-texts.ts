import type { Engine } from '#runtime/engine/engine.ts';

/** What a sentence model reads when the engine doesn't say. */
const usualContextTokens = 512;
/** Start and end marks that the model adds by itself. */
const ownTokens = 4;

/** The texts, those too long for the embedding model reduced to their start and their end. */
export async function fitTexts(engine: Engine, modelId: string, texts: string[]): Promise<string[]> {
  const model = engine.status().models.find((each) => each.modelId === modelId);
  const most = (model?.contextTokens || usualContextTokens) - ownTokens;
  // A token is at least one byte, and a UTF-16 unit at most three bytes.
  if (texts.every((text) => text.length * 3 <= most)) return texts;

  const shortened = [...texts];
  let rows = texts.map((_, index) => index);
  while (rows.length > 0) {
    const tokens = await engine.tokenize(
      modelId,
      rows.map((row) => shortened[row] ?? ''),
    );
    const sizes = new Map(rows.map((row, index) => [row, tokens[index]?.length ?? 0]));
    rows = rows.filter((row) => (sizes.get(row) ?? 0) > most);
    for (const row of rows) {
      const share = Math.min(0.9, (most / (sizes.get(row) ?? most)) * 0.95);
      shortened[row] = keepEnds(shortened[row] ?? '', share);
    }
  }
  return shortened;
}

function keepEnds(text: string, share: number): string {
  const half = Math.max(1, Math.floor((text.length * share) / 2));
  return `${text.slice(0, half)} ${text.slice(-half)}`.toWellFormed();
}
