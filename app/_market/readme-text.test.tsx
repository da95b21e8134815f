import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { ReadmeText } from './readme-text.tsx';

const show = (text: string) => renderToStaticMarkup(<ReadmeText text={text} />);

/** Names of all elements and attributes; what is only text isn't among them. */
function namesIn(html: string): { tags: Set<string>; attributes: Set<string> } {
  const found = [...html.matchAll(/<([a-z0-9]+)((?:\s+[a-z-]+="[^"]*")*)\s*\/?>/gi)];
  const attributes = found.flatMap(([, , rest = '']) =>
    [...rest.matchAll(/\s([a-z-]+)="/gi)].map(([, name]) => name ?? ''),
  );
  return { tags: new Set(found.map(([, tag]) => tag ?? '')), attributes: new Set(attributes) };
}

describe('a readme that a stranger wrote', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<style>body{display:none}</style>',
    '<form action="https://evil.example"><input name=password></form>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '![x](data:image/svg+xml;base64,PHN2Zz4=)',
    '![pixel](https://evil.example/pixel.png)',
    '<p style="position:fixed;inset:0">over everything</p>',
    '```html\n<script>alert(1)</script>\n```',
    '# <b onclick=alert(1)>title</b>',
    '| <img src=x onerror=alert(1)> |\n|---|\n| <script>1</script> |',
  ])('runs and loads nothing: %s', (text) => {
    const { tags, attributes } = namesIn(show(text));
    for (const tag of ['script', 'img', 'iframe', 'svg', 'style', 'form', 'input', 'link', 'object', 'button']) {
      expect(tags).not.toContain(tag);
    }
    expect([...attributes].filter((name) => /^on|^src|^style|^action/.test(name))).toEqual([]);
    expect(show(text)).not.toMatch(/href="(?!https?:)/);
  });

  test('keeps its words, lists, tables and links, below the headings of the page', () => {
    const html = show(
      '# Bees\n\n- one\n\n| a |\n|---|\n| b |\n\n[more](https://example.org) `code` ![a picture](https://example.org/x.png)',
    );
    expect(html).toContain('<h3');
    expect(html).toMatch(/<li[^>]*>one<\/li>/);
    expect(html).toMatch(/<td[^>]*>b<\/td>/);
    expect(html).toMatch(
      /<a href="https:\/\/example.org" target="_blank" rel="noopener noreferrer nofollow ugc"[^>]*>more/,
    );
    expect(html).toMatch(/<a href="https:\/\/example.org\/x.png"[^>]*>a picture/);
  });

  test('may be as long as it is allowed to be', () => {
    expect(show('**bold** '.repeat(5_000))).toContain('<span');
  });
});
