import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { htmlToMarkdown } from './html-to-markdown.ts';
import type { ReadText } from './read-document.ts';

const neverRead = 'script, style, noscript, template, iframe, object, embed, svg, canvas, link, meta, form, button';
const around = 'nav, footer, aside, [role=navigation], [role=banner], [aria-hidden=true], [hidden]';
/** Below this share of the page's text, the part that was found is not the article. */
const enoughShare = 0.5;

/** The article of a web page as Markdown: scripts, styles and what stands around it removed; nothing of the page is run or fetched. */
export function readHtml(source: string, name: string): ReadText {
  const isWhole = /<html[\s>]|<body[\s>]/i.test(source);
  const { document } = parseHTML(isWhole ? source : `<!doctype html><html><body>${source}</body></html>`);
  const title = document.querySelector('title')?.textContent.trim() || heading(document) || '';
  for (const element of document.querySelectorAll(neverRead)) element.remove();
  for (const element of document.querySelectorAll(around)) element.remove();
  const body: string = document.body.innerHTML;
  const length = document.body.textContent.trim().length;

  const article = readArticle(document, name);
  const isArticle = article !== null && article.length >= length * enoughShare;
  return { title, text: htmlToMarkdown(isArticle ? article.content : body), pageCount: null };
}

function heading(document: Document): string | undefined {
  return document.querySelector('h1')?.textContent?.trim();
}

/** Readability changes its document, so it comes last; a page it can't judge is read whole. */
function readArticle(document: Document, _name: string): { content: string; length: number } | null {
  const article = new Readability(document, { keepClasses: false, charThreshold: 0 }).parse();
  if (!article?.content || !article.textContent) return null;
  return { content: article.content, length: article.textContent.trim().length };
}
