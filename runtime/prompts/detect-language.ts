import { detect } from 'tinyld';
import type { ChatMessage } from '#runtime/engine/engine.ts';

/** Fewer letters say too little about a language that shares its alphabet with others. */
const leastLetters = 12;
const longestText = 2_000;
const ownScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Hebrew}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Tamil}]/gu;

/** The language of the user's last message, as ISO 639-1. A short one is read together with those before it; null where even that says too little. */
export function detectLanguage(messages: readonly ChatMessage[]): string | null {
  let text = '';
  for (const { content } of messages.filter(({ role }) => role === 'user').toReversed()) {
    text = `${content.slice(0, longestText)}\n${text}`;
    if (saysEnough(text)) return detect(text) || null;
  }
  return null;
}

function saysEnough(text: string): boolean {
  if ((text.match(ownScript)?.length ?? 0) >= 2) return true;
  return (text.match(/\p{L}/gu)?.length ?? 0) >= leastLetters;
}
