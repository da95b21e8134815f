import type { RetrievedChunk } from '#protocol/retrieval/trace.ts';

/** How much longer or shorter than its offsets say an overlap may be, in UTF-16 units: parsers trim white space. */
const slack = 16;

/** One text of neighbouring chunks (same document, consecutive ordinals, in order), with what they share said once. */
export function joinNeighbours(chunks: RetrievedChunk[]): string {
  const [first, ...rest] = chunks;
  let text = first?.text ?? '';
  let end = first?.endOffset ?? 0;
  for (const chunk of rest) {
    const shared = sharedLength(text, chunk.text, end - chunk.startOffset);
    const added = chunk.text.slice(shared);
    text += shared > 0 ? added : joint(text, chunk, end) + added;
    end = chunk.endOffset;
  }
  return text;
}

/** Length of the overlap, found where the offsets say; 0 when the texts don't agree there (an edited chunk). */
function sharedLength(before: string, after: string, expected: number): number {
  if (expected <= 0) return 0;
  const longest = Math.min(expected + slack, before.length, after.length);
  for (let length = longest; length > 0; length -= 1) {
    if (before.endsWith(after.slice(0, length))) return length;
  }
  return 0;
}

/** What stood between two chunks that share nothing: a word border, or a new paragraph. */
function joint(before: string, next: RetrievedChunk, end: number): string {
  if (next.startOffset !== end && next.startOffset !== end + 1) return '\n\n';
  return /\s$/.test(before) || /^\s/.test(next.text) ? '' : ' ';
}
