/** A character of a script that writes no spaces, or a run of letters and digits with at most one apostrophe inside. */
const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]]+(?:['’]\p{L}+)?/gv;
const beyondAscii = /[^ -~\s]/;
const marks = /\p{M}+/gu;
const possessive = /['’]s$/u;

/**
 * The words of a text in order: lower case, without accents or possessive endings; a character of a script that writes
 * no spaces (Chinese, Japanese, Thai) is a word of its own. Anything else separates words, so every text is safe.
 */
export function splitWords(text: string): string[] {
  const folded = beyondAscii.test(text) ? fold(text) : text.toLowerCase();
  return (folded.match(word) ?? []).map((each) => each.replace(possessive, ''));
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(marks, '').normalize('NFC').toLowerCase().replaceAll('ß', 'ss');
}
