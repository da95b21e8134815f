const unseen = ['script', 'style', 'noscript', 'template', 'svg', 'head'];
const blockTag = /<\/?(?:p|div|br|li|tr|h\d|section|article|table|ul|ol|pre)\b[^>]*>/gi;
const anyTag = /<[a-z/!?][^>]*>/gi;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of an HTML page, without its code and marks. In time that grows with its length only, whatever the page holds. */
export function textOfPage(html: string): string {
  return withoutTags(unseen.reduce(withoutElement, html))
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|\w{2,6});/gi, (whole, name: string) => readEntity(name) ?? whole)
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Up to the last `>` every tag has an end, so the patterns never look further than they take. */
function withoutTags(html: string): string {
  const end = html.lastIndexOf('>') + 1;
  const marked = html.slice(0, end).replace(blockTag, '\n').replace(anyTag, ' ');
  const tail = html.slice(end);
  const broken = tail.search(/<[a-z/!?]/i);
  return marked + (broken < 0 ? tail : tail.slice(0, broken));
}

function withoutElement(html: string, name: string): string {
  const lower = html.toLowerCase();
  let text = '';
  let at = 0;
  for (;;) {
    const start = findTag(lower, { name, from: at });
    if (start < 0) return text + html.slice(at);
    text += html.slice(at, start);
    at = lower.indexOf(`</${name}`, start);
    if (at < 0) return text;
  }
}

function findTag(lower: string, { name, from }: { name: string; from: number }): number {
  let start = lower.indexOf(`<${name}`, from);
  while (start >= 0 && !/[\s/>]/.test(lower[start + name.length + 1] ?? '>')) {
    start = lower.indexOf(`<${name}`, start + 1);
  }
  return start;
}

function readEntity(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
