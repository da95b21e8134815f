import TurndownService from 'turndown';

/** HTML as Markdown for reading and searching: links and pictures become their words, tables keep their rows. */
export function htmlToMarkdown(html: string): string {
  const turndown = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-' });
  turndown.escape = (text) => text;
  turndown.addRule('links', { filter: 'a', replacement: (content) => content });
  turndown.addRule('emphasis', { filter: ['em', 'i', 'strong', 'b'], replacement: (content) => content });
  turndown.addRule('pictures', {
    filter: 'img',
    replacement: (_content, node) => ('getAttribute' in node ? (node.getAttribute('alt') ?? '') : ''),
  });
  turndown.addRule('cells', {
    filter: ['td', 'th'],
    replacement: (content) => ` ${content.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim()} |`,
  });
  turndown.addRule('rows', { filter: 'tr', replacement: (content) => `\n|${content}` });
  turndown.addRule('tables', {
    filter: 'table',
    replacement: (content) => `\n\n${withRule(content.trim())}\n\n`,
  });
  turndown.addRule('table-parts', { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content });
  turndown.remove(['script', 'style', 'noscript', 'iframe', 'object', 'canvas']);
  return turndown.turndown(html);
}

/** Markdown tables have a rule below their first row. */
function withRule(rows: string): string {
  const [first = '', ...rest] = rows.split(/\n+/);
  const columns = first.split(/(?<!\\)\|/).length - 2;
  if (columns < 1) return rows;
  return [first, `|${' --- |'.repeat(columns)}`, ...rest].join('\n');
}
