import mammoth from 'mammoth';
import { AppError } from '#protocol/errors.ts';
import type { ParseLimits } from '#server/knowledge/parse/parse-messages.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { inspectZip } from './inspect-zip.ts';
import type { ReadText } from './read-document.ts';

/** A Word document as Markdown. Its archive is inspected before anything unpacks it. */
export async function readDocx(
  bytes: Uint8Array,
  { name, limits }: { name: string; limits: ParseLimits },
): Promise<ReadText> {
  const paths = inspectZip(bytes, { name, limits });
  if (!paths.includes('word/document.xml')) {
    throw new AppError('unreadable_document', `"${name}" is not a Word document: its main part is missing.`);
  }
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
    {
      styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"],
      convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
    },
  );
  const text = htmlToMarkdown(value);
  return { title: /^#\s+(.+)$/m.exec(text)?.[1] ?? '', text, pageCount: null };
}
