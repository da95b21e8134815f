/** Control characters, and those that turn the direction of what follows: a name with them could rearrange the sentence it stands in. */
const invisible = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/** A name as it may stand anywhere in a sentence: one line, nothing that acts on the text around it. May come out empty. */
export function cleanName(text: string): string {
  return text.replaceAll(invisible, ' ').replaceAll(/\s+/g, ' ').trim();
}
