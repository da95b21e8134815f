import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '#protocol/errors.ts';
import {
  type DocumentKind,
  documentKinds,
  fileEnding,
  kindOfName,
  readableEndings,
} from '#server/knowledge/parse/document-kinds.ts';

/** What people call files that are mistaken for documents. */
const otherNames: Record<string, string> = {
  zip: 'a ZIP archive',
  cfb: 'an old Office file (.doc, .xls or .ppt), or one locked with a password',
  xlsx: 'an Excel workbook',
  pptx: 'a PowerPoint presentation',
  odt: 'an OpenDocument text',
  rtf: 'a rich text file (RTF)',
  epub: 'an e-book (EPUB)',
  png: 'a PNG picture',
  jpg: 'a JPEG picture',
  gz: 'a gzip archive',
  elf: 'a program',
  exe: 'a program',
};
/** Types with magic bytes that are text all the same. */
const textual = new Set(['xml', 'svg', 'ics', 'vcf', 'vtt']);

/**
 * The kind of a file, by its first bytes and its ending together. Throws `unreadable_document` when it is empty or is not what its ending says,
 * `unsupported_media` for an ending that can't be read.
 */
export async function detectKind(bytes: Uint8Array, name: string): Promise<DocumentKind> {
  const promised = kindOfName(name);
  if (!promised) {
    throw new AppError(
      'unsupported_media',
      `"${name}" can't be read: its ending must be one of ${readableEndings.join(', ')}.`,
    );
  }
  if (bytes.byteLength === 0) {
    throw new AppError('unreadable_document', `"${name}" is empty (0 bytes); add the file again from its source.`);
  }
  const found = await findKind(bytes);
  if (found === promised || (found === 'text' && isWritten(promised))) return promised;
  if (found === 'html' && isWritten(promised)) return promised;
  throw new AppError('unreadable_document', `"${name}" ${mismatch(promised, found, name)}`);
}

function isWritten(kind: DocumentKind): boolean {
  return kind === 'text' || kind === 'markdown' || kind === 'html';
}

/** A kind that can be read, or file-type's name of another. */
async function findKind(bytes: Uint8Array): Promise<string> {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024));
  if (head.includes('%PDF-')) return 'pdf';
  if (/^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(head)) return 'text';
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (type && !textual.has(type.ext)) return type.ext === 'zip' && holdsWord(bytes) ? 'docx' : type.ext;
  return /^\s*(?:<!doctype html|<html|<head|<body)/i.test(head) ? 'html' : 'text';
}

function holdsWord(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('word/document.xml');
}

function mismatch(promised: DocumentKind, found: string, name: string): string {
  const is = found in documentKinds ? documentKinds[found as DocumentKind] : undefined;
  const ending = fileEnding(name);
  if (is) return `is named .${ending} but holds ${is.label}; rename it to end with .${is.endings[0]} and add it again.`;
  const label = otherNames[found] ?? `a .${found} file`;
  return `is named .${ending} but is ${label}; save it as ${documentKinds[promised].label} and add that.`;
}
