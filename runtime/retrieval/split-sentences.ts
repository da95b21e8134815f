/** A part of a text; offsets are UTF-16 units. */
export interface Span {
  start: number;
  end: number;
  text: string;
}

const segmenter = () => new Intl.Segmenter('en', { granularity: 'sentence' });
const abbreviation = /(?:^|[\s(])(?:dr|mr|mrs|ms|prof|st|vs|etc|e\.g|i\.e|no|fig|sec|approx|inc|ltd)\.\s*$/i;
const lineMark = /^[ \t]*(?:(?:[-*+•]|\d{1,3}[.)]|>|#{1,6})[ \t]+)*/;

/** The sentences of a plain or Markdown text, without list marks and white space around them. A line break ends a sentence only before an empty line, a list mark, a heading or a table row. */
export function splitSentences(text: string): Span[] {
  return splitBlocks(text).flatMap((block) => splitBlock(text, block));
}

/** Runs of lines that belong together, without their mark. */
function splitBlocks(text: string): Span[] {
  const blocks: Span[] = [];
  let isOpen = false;
  for (const line of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    const content = line[0].trimEnd();
    const mark = lineMark.exec(content)?.[0].length ?? 0;
    const startsAnew = content.slice(0, mark).trim() !== '' || content.trimStart().startsWith('|');
    const start = line.index + mark;
    const end = line.index + content.length;
    const last = blocks.at(-1);
    if (content.trim() === '') {
      isOpen = false;
    } else if (isOpen && !startsAnew && last) {
      last.end = end;
      last.text = text.slice(last.start, end);
    } else {
      blocks.push({ start, end, text: text.slice(start, end) });
      isOpen = !/^[ \t]*(?:#|\|)/.test(content);
    }
  }
  return blocks.filter((block) => block.end > block.start);
}

function splitBlock(text: string, block: Span): Span[] {
  const spans: Span[] = [];
  let start = block.start;
  // A line break inside a block is a space: the segmenter would end a sentence there.
  for (const { segment, index } of segmenter().segment(block.text.replace(/[\r\n]/g, ' '))) {
    const end = block.start + index + segment.length;
    if (abbreviation.test(segment) && end < block.end) continue;
    spans.push(trim(text, start, end));
    start = end;
  }
  return spans.filter((span) => span.end > span.start);
}

function trim(text: string, start: number, end: number): Span {
  const part = text.slice(start, end);
  const from = start + (part.length - part.trimStart().length);
  const to = Math.max(from, end - (part.length - part.trimEnd().length));
  return { start: from, end: to, text: text.slice(from, to) };
}
