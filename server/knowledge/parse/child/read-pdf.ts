import { getDocumentProxy } from 'unpdf';
import { AppError } from '#protocol/errors.ts';
import type { ParseLimits } from '#server/knowledge/parse/parse-messages.ts';
import { joinLines, type PdfLine, readLines } from './pdf-lines.ts';
import type { ReadText } from './read-document.ts';

export interface ReadPdfOptions {
  name: string;
  limits: ParseLimits;
  onProgress: (done: number, total: number) => void;
}

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Where a whole PDF has its end mark. */
const tailBytes = 4_096;

/** The text of a PDF as Markdown, pages separated by form feeds. Encrypted, cut off and scanned files are refused with a sentence. */
export async function readPdf(bytes: Uint8Array, options: ReadPdfOptions): Promise<ReadText> {
  const { name, limits, onProgress } = options;
  const isWhole = new TextDecoder('latin1').decode(bytes.subarray(-tailBytes)).includes('%%EOF');
  const pdf = await open(bytes, name, isWhole);
  if (!isWhole) throw cutOff(name);
  if (pdf.numPages > limits.pages) {
    throw new AppError(
      'too_large',
      `"${name}" has ${pdf.numPages} pages; ${limits.pages} can be read. Split it into smaller files.`,
    );
  }
  const pages: PdfLine[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    pages.push(readLines((await page.getTextContent()).items));
    page.cleanup();
    onProgress(number, pdf.numPages);
  }
  const text = joinLines(pages);
  if (text.trim() === '') {
    throw new AppError(
      'unreadable_document',
      `"${name}" has ${pdf.numPages} pages without text: they are probably scanned pictures. Run text recognition (OCR) on it and add the result.`,
    );
  }
  return { title: await readTitle(pdf), text, pageCount: pdf.numPages };
}

async function open(bytes: Uint8Array, name: string, isWhole: boolean): Promise<PdfDocument> {
  try {
    return await getDocumentProxy(bytes, { verbosity: 0 });
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PasswordException') {
      throw new AppError(
        'unreadable_document',
        `"${name}" is encrypted with a password; save a copy without the password and add that.`,
        { cause },
      );
    }
    if (!isWhole) throw cutOff(name, cause);
    throw new AppError(
      'unreadable_document',
      `"${name}" is damaged and can't be read as a PDF; open it in a viewer, print it to a new PDF and add that.`,
      { cause },
    );
  }
}

function cutOff(name: string, cause?: unknown): AppError {
  return new AppError(
    'unreadable_document',
    `"${name}" is cut off: the end of the PDF is missing. Download or copy it again.`,
    { cause },
  );
}

async function readTitle(pdf: PdfDocument): Promise<string> {
  const metadata = await pdf.getMetadata().catch(() => null);
  const info: unknown = metadata?.info;
  const title = info && typeof info === 'object' && 'Title' in info ? info.Title : '';
  return typeof title === 'string' ? title.trim() : '';
}
