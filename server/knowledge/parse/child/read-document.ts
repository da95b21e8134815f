import { readFile } from 'node:fs/promises';
import { AppError } from '#protocol/errors.ts';
import { documentKinds } from '#server/knowledge/parse/document-kinds.ts';
import type { ParsedDocument, ParseRequest } from '#server/knowledge/parse/parse-messages.ts';
import { decodeText } from './decode-text.ts';
import { detectKind } from './detect-kind.ts';

/** What a reader of one kind makes of a file. */
export interface ReadText {
  title: string;
  text: string;
  pageCount: number | null;
}

/** Reads a file of a known kind into Markdown. Throws an `AppError` whose sentence says what is wrong with the file. */
export async function readDocument(
  request: ParseRequest,
  onProgress: (done: number, total: number) => void,
): Promise<ParsedDocument> {
  const { name, limits } = request;
  const bytes = new Uint8Array(await readFile(request.path));
  const kind = await detectKind(bytes, name);
  // Only the library that this document needs is loaded.
  const readers: Record<typeof kind, () => ReadText | Promise<ReadText>> = {
    text: () => ({ title: '', text: decodeText(bytes, name).replaceAll('\f', '\n'), pageCount: null }),
    markdown: () => readMarkdown(decodeText(bytes, name)),
    async html() {
      const { readHtml } = await import('./read-html.ts');
      return readHtml(decodeText(bytes, name, htmlCharset(bytes)), name);
    },
    async pdf() {
      const { readPdf } = await import('./read-pdf.ts');
      return readPdf(bytes, { name, limits, onProgress });
    },
    async docx() {
      const { readDocx } = await import('./read-docx.ts');
      return readDocx(bytes, { name, limits });
    },
  };
  const read = await readers[kind]();
  const text = tidy(read.text);
  assertText(text, request);
  return {
    title: tidy(read.title).replace(/\s+/g, ' ').slice(0, 300) || name.replace(/\.[^.]*$/, ''),
    text,
    pageCount: read.pageCount,
    mime: documentKinds[kind].mime,
  };
}

function readMarkdown(source: string): ReadText {
  const text = source.replace(/^---\n[\s\S]*?\n---\n/, '').replaceAll('\f', '\n');
  return { title: /^#\s+(.+?)\s*#*$/m.exec(text)?.[1] ?? '', text, pageCount: null };
}

/** The charset that a page declares in its first bytes. */
function htmlCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2_048));
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
}

/** PostgreSQL holds no NUL and UTF-8 no half of a pair; line ends are one character everywhere. */
function tidy(text: string): string {
  return text
    .replaceAll('\0', '')
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .toWellFormed()
    .trim();
}

function assertText(text: string, { name, limits }: ParseRequest): void {
  if (text === '') {
    throw new AppError('unreadable_document', `"${name}" holds no text; there is nothing to search in it.`);
  }
  if (text.length > limits.textLength) {
    throw new AppError(
      'too_large',
      `"${name}" holds ${text.length} characters; ${limits.textLength} can be read. Split it into smaller files.`,
    );
  }
}
