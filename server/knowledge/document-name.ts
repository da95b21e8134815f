import { AppError } from '#protocol/errors.ts';
import { kindOfName, readableEndings } from './parse/document-kinds.ts';

const longest = 240;

/** A document's name as it is kept: a file name, or a path in a folder that was dropped. Throws `invalid_input` for names that lead elsewhere, `unsupported_media` for endings that can't be read. */
export function documentName(given: string): string {
  const name = given.normalize('NFC').trim();
  const shown = name.slice(0, 80);
  if (name === '' || name.length > longest) {
    throw invalid(`A file name has 1 to ${longest} characters; this one has ${name.length}. Rename the file.`);
  }
  if (/\p{Cc}/u.test(name) || name.includes('\\') || name.startsWith('/') || !name.isWellFormed()) {
    throw invalid(`"${shown.replace(/\p{Cc}/gu, '?')}" is not a plain file name; rename the file and add it again.`);
  }
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    throw invalid(`"${shown}" leads out of its folder ("../" or an empty part); rename the file and add it again.`);
  }
  if (!kindOfName(name)) {
    throw new AppError(
      'unsupported_media',
      `"${shown}" can't be read: its ending must be one of ${readableEndings.join(', ')}.`,
      { param: 'name' },
    );
  }
  return name;
}

function invalid(message: string): AppError {
  return new AppError('invalid_input', message, { param: 'name' });
}
