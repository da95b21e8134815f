/** A text as a regular expression that matches just this text; `RegExp.escape` is newer than the oldest Node we run on. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
