import { AppError } from '#protocol/errors.ts';
import type { ContentPart } from '#protocol/openai/responses-input.ts';
import type { FileStore } from '#runtime/files/open-file-store.ts';

type FilePart = Extract<ContentPart, { type: 'input_file' }>;

/** The text of a file in a request, under its name. Throws `not_found` for a file that isn't the caller's, `invalid_input` for one that is no text. */
export async function readInputFile(
  files: FileStore,
  callerId: string,
  { part, param }: { part: FilePart; param: string },
): Promise<string> {
  const { file_id: id, file_data: inline } = part;
  if ((id == null) === (inline == null)) {
    throw new AppError('invalid_input', `${param}: send either "file_id" or "file_data".`, { param });
  }
  const bytes = id == null ? fromBase64(inline ?? '', `${param}.file_data`) : await files.read(callerId, id);
  const name = part.filename ?? (id == null ? 'file' : (await files.get(callerId, id)).filename);
  return `File ${JSON.stringify(name)}:\n${toText(bytes, { name, param })}`;
}

function fromBase64(given: string, param: string): Uint8Array {
  const text = given.replace(/^data:[^,]*;base64,/, '');
  if (/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return Buffer.from(text, 'base64');
  throw new AppError('invalid_input', `${param}: must be base64, or "data:text/plain;base64,…".`, { param });
}

function toText(bytes: Uint8Array, { name, param }: { name: string; param: string }): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below, with a remedy.
  }
  throw new AppError('invalid_input', `${param}: "${name}" is no UTF-8 text; only text files are read here.`, {
    param,
  });
}
