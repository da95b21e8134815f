/** A line of a page: its text, the height of its letters, and where it stands (points from the bottom). */
export interface PdfLine {
  text: string;
  size: number;
  y: number;
}

/** The part of pdf.js's text runs that is read here. */
interface TextRun {
  str: string;
  transform: number[];
  height: number;
  hasEOL: boolean;
}

const headingLength = 120;
/** A gap between lines of more than this many letter heights begins a paragraph. */
const paragraphGap = 1.6;

/** The lines of a page, in the order of its content stream. */
export function readLines(runs: readonly object[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let isEnded = true;
  for (const run of runs.filter(isTextRun)) {
    const last = isEnded ? undefined : lines.at(-1);
    if (last && continues(last, run)) extend(last, run);
    else if (!isBlank(run)) lines.push({ text: run.str, size: letterHeight(run), y: run.transform[5] ?? 0 });
    if (!isBlank(run)) isEnded = run.hasEOL;
  }
  return lines.map((one) => ({ ...one, text: one.text.replace(/\s+/g, ' ').trim() })).filter(({ text }) => text !== '');
}

function continues(line: PdfLine, run: TextRun): boolean {
  return isBlank(run) || Math.abs(line.y - (run.transform[5] ?? 0)) < Math.max(line.size, letterHeight(run)) * 0.5;
}

function extend(line: PdfLine, run: TextRun): void {
  line.text += run.str;
  if (!isBlank(run)) line.size = Math.max(line.size, letterHeight(run));
}

function isBlank(run: TextRun): boolean {
  return run.str.trim() === '';
}

function letterHeight(run: TextRun): number {
  return run.height || Math.abs(run.transform[3] ?? 0);
}

function isTextRun(run: object): run is TextRun {
  return 'str' in run && 'transform' in run && 'hasEOL' in run;
}

/** Pages as Markdown: lines joined to paragraphs, larger letters as headings, a form feed before each page but the first. */
export function joinLines(pages: readonly PdfLine[][]): string {
  const bodySize = usualSize(pages.flat());
  return pages.map((lines) => joinPage(lines, bodySize)).join('\n\n\f');
}

/** The letter height that most of the text has. */
function usualSize(lines: readonly PdfLine[]): number {
  const lengths = new Map<number, number>();
  for (const { size, text } of lines) {
    const rounded = Math.round(size * 2) / 2;
    lengths.set(rounded, (lengths.get(rounded) ?? 0) + text.length);
  }
  const [most] = [...lengths].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return most?.[0] ?? 0;
}

function joinPage(lines: readonly PdfLine[], bodySize: number): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1];
    const marks = headingMarks(line, bodySize);
    if (!previous) text = marks + line.text;
    else if (marks || headingMarks(previous, bodySize) || isNewParagraph(previous, line))
      text += `\n\n${marks}${line.text}`;
    else text = joinLine(text, line.text);
  }
  return text;
}

function headingMarks(line: PdfLine, bodySize: number): string {
  if (bodySize === 0 || line.text.length > headingLength || !/\p{L}/u.test(line.text)) return '';
  const ratio = line.size / bodySize;
  if (ratio >= 1.6) return '# ';
  if (ratio >= 1.3) return '## ';
  return ratio >= 1.15 ? '### ' : '';
}

function isNewParagraph(previous: PdfLine, line: PdfLine): boolean {
  const gap = previous.y - line.y;
  return gap < 0 || gap > Math.max(previous.size, line.size) * paragraphGap || /^(?:[-•*▪◦]|\d+[.)])\s/.test(line.text);
}

/** A word that was divided at the line's end becomes whole. */
function joinLine(text: string, line: string): string {
  return /\p{Ll}-$/u.test(text) && /^\p{Ll}/u.test(line) ? text.slice(0, -1) + line : `${text} ${line}`;
}
