import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { ImportResult } from './import-result.ts';
import { isCurl } from './is-curl.ts';
import { objectOf, textOf } from './json-values.ts';
import { readCurl } from './read-curl.ts';
import { readDocument } from './read-document.ts';
import { readOpenApi } from './read-open-api.ts';
import { readPostman } from './read-postman.ts';
import type { ServerHints } from './read-server.ts';

/** Reads whatever of the known formats the text is in; YAML has been made JSON before. Throws `invalid_input` when it is in none, `too_large` above the limit. */
export function readImport(text: string, hints: ServerHints): ImportResult {
  if (text.trim() === '')
    throw new AppError(
      'invalid_input',
      'Paste a text first: an OpenAPI description, a Postman collection, or curl commands.',
    );
  if (text.length > limits.toolImportLength)
    throw new AppError(
      'too_large',
      `This is longer than ${limits.toolImportLength} characters, the limit; shorten it.`,
    );
  if (isCurl(text)) return readCurl(text);
  const document = objectOf(readDocument(text));
  if (document.openapi !== undefined || document.swagger !== undefined) return readOpenApi(document, hints);
  const collection = objectOf(document.collection ?? document);
  const info = objectOf(collection.info);
  if (textOf(info.schema).includes('getpostman.com') || (info._postman_id && collection.item))
    return readPostman(collection);
  throw new AppError(
    'invalid_input',
    'This is none of the formats that can be read: an OpenAPI 3 or Swagger 2 description, a Postman collection of version 2, or curl commands.',
  );
}
