const longest = 12_000;

/** A result no longer than a model can use, with a note where it was cut. */
export function cutContent(text: string): string {
  if (text.length <= longest) return text;
  const end = /[\uD800-\uDBFF]/.test(text[longest - 1] ?? '') ? longest - 1 : longest;
  return `${text.slice(0, end)}\n[Cut here: the answer has ${text.length.toLocaleString('en')} characters.]`;
}
