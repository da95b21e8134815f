import { type Block, trimmed } from './split-blocks.ts';

export interface Span {
  start: number;
  end: number;
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** A block's smallest parts that stay whole: sentences of a paragraph, lines of everything else. */
export function splitPieces(text: string, block: Block): Span[] {
  const slice = text.slice(block.start, block.end);
  const parts = block.kind === 'paragraph' ? sentenceSpans(slice) : lineSpans(slice);
  return parts
    .map(({ start, end }) => trimmed(text, block.start + start, block.start + end))
    .filter(({ start, end }) => end > start);
}

function sentenceSpans(slice: string): Span[] {
  return Array.from(sentences.segment(slice), ({ index, segment }) => ({
    start: index,
    end: index + segment.length,
  }));
}

function lineSpans(slice: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const line of slice.split(/(?<=\n)/)) {
    spans.push({ start, end: start + line.length });
    start += line.length;
  }
  return spans;
}

/** Cuts a span into `parts` of about equal length: at white space where there is some nearby, never inside a character. */
export function divideSpan(text: string, span: Span, parts: number): Span[] {
  const size = Math.max(1, Math.ceil((span.end - span.start) / parts));
  const found: Span[] = [];
  for (let start = span.start; start < span.end; ) {
    const end = start + size >= span.end ? span.end : cutBefore(text, start, start + size);
    const part = trimmed(text, start, end);
    if (part.end > part.start) found.push(part);
    start = end;
  }
  return found;
}

/** The last white space before `limit`, if it lies in the second half; else `limit`, moved off the middle of a surrogate pair. */
function cutBefore(text: string, start: number, limit: number): number {
  for (let at = limit; at > start + (limit - start) / 2; at -= 1) {
    if (/\s/.test(text[at] ?? '')) return at;
  }
  const isInsidePair = /[\udc00-\udfff]/.test(text[limit] ?? '') && /[\ud800-\udbff]/.test(text[limit - 1] ?? '');
  return isInsidePair ? limit + 1 : limit;
}
