const most = 1_024;

/** One paragraph of at most 1,024 characters, cut at a word. */
export function trimDescription(text: string, length = most): string {
  const plain = text
    .replace(/<\/?[a-zA-Z][^<>]{0,200}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain.length <= length) return plain;
  const cut = plain.slice(0, length - 1);
  const end = cut.lastIndexOf(' ');
  return `${end > length / 2 ? cut.slice(0, end) : cut}…`;
}
