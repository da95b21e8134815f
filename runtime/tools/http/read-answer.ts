import { AppError } from '#protocol/errors.ts';
import type { SafeResponse } from '#runtime/web/safe-fetch.ts';
import { textOfPage } from './text-of-page.ts';

/** What a service said: its text, the value where it is JSON, and what the text was made from where that matters. */
export interface ServiceAnswer {
  text: string;
  json: { value: unknown } | null;
  note: string;
}

const textual =
  /^(?:text\/|application\/(?:xml|yaml|x-yaml|javascript|x-www-form-urlencoded|x-ndjson|graphql)\b|[^;]*\+(?:xml|yaml|text))/i;
const json = /^(?:application|text)\/(?:[\w.-]+\+)?json\b/i;
const page = /^(?:text\/html|application\/xhtml\+xml)\b/i;

/** Reads an answer that is JSON, text or a web page. Throws `upstream_failed` for anything else, and for JSON that is none. */
export function readAnswer({ body, headers, url }: SafeResponse): ServiceAnswer {
  const type = headers['content-type'] ?? '';
  const { host } = new URL(url);
  if (body.byteLength === 0) return { text: '', json: null, note: '' };
  if (json.test(type)) return readJson(decode(body, type), host);
  if (page.test(type)) {
    return {
      text: textOfPage(decode(body, type)),
      json: null,
      note: 'The service answered with a web page; its text:',
    };
  }
  if (textual.test(type)) return { text: decode(body, type), json: null, note: '' };
  const text = type === '' || /^application\/octet-stream\b/i.test(type) ? textIfAny(body) : null;
  if (text === null) {
    throw new AppError(
      'upstream_failed',
      `${host} answered with ${type.slice(0, 80) || 'binary content'}, which is not text.`,
    );
  }
  return readLoosely(text);
}

function readJson(text: string, host: string): ServiceAnswer {
  try {
    return { text, json: { value: JSON.parse(text) }, note: '' };
  } catch (cause) {
    throw new AppError('upstream_failed', `${host} said that its answer is JSON, but it is not.`, { cause });
  }
}

function readLoosely(text: string): ServiceAnswer {
  try {
    return { text, json: { value: JSON.parse(text) }, note: '' };
  } catch {
    return { text, json: null, note: '' };
  }
}

function decode(body: Uint8Array, type: string): string {
  const [, charset = 'utf-8'] = /charset="?([\w-]+)/i.exec(type) ?? [];
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

/** null for bytes that are no UTF-8 text. */
function textIfAny(body: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
