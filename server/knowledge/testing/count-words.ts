/** A tokenizer for tests: every run of letters or digits, and every other character that isn't white space, is a token. */
export function countWords(texts: string[]): Promise<number[]> {
  return Promise.resolve(texts.map((text) => text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)?.length ?? 0));
}
