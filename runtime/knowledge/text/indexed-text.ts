import type { StoredPassage } from '#runtime/knowledge/vector-store.ts';

/** What full-text search sees of a passage: its headings, then its text; `textStart` says where the text begins. */
export function indexedText(passage: StoredPassage): { text: string; textStart: number } {
  if (passage.headingPath.length === 0) return { text: passage.text, textStart: 0 };
  const headings = `${passage.headingPath.join(' › ')}\n`;
  return { text: headings + passage.text, textStart: headings.length };
}
