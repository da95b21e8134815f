import { AppError } from '#protocol/errors.ts';
import type { SafeFetch } from '#runtime/web/safe-fetch.ts';
import { answerBytes } from './tool-call.ts';

const timeoutMs = 20_000;

/** A text at a public address, at most 2 MiB of UTF-8. Throws what the safe fetch throws, and `unsupported_media` for what is no text. */
export async function fetchText(
  fetch: SafeFetch,
  url: string,
  signal: AbortSignal,
): Promise<{ status: number; contentType: string; text: string; url: string }> {
  const answer = await fetch({ url, timeoutMs, maxBytes: answerBytes, signal });
  const contentType = answer.headers['content-type'] ?? '';
  return { status: answer.status, contentType, text: decode(answer.body, new URL(url).host), url: answer.url };
}

function decode(body: Uint8Array, host: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new AppError('unsupported_media', `${host} answered with something that is no text.`, { cause });
  }
}
