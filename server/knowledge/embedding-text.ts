/** What is embedded of a chunk: its heading path on a line of its own, then its text. `tokenCount` counts this. */
export function embeddingText(chunk: { headingPath: readonly string[]; text: string }): string {
  return chunk.headingPath.length === 0 ? chunk.text : `${chunk.headingPath.join(' › ')}\n${chunk.text}`;
}
