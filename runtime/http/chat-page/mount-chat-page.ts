import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NodeApp } from '#runtime/http/node-parts.ts';

/** `GET /`: a chat page that needs nothing but this node. Its policy allows exactly its own script and style. */
export function mountChatPage(app: NodeApp): void {
  const [page, style, script] = ['page.html', 'page.css', 'page.js'].map(read) as [string, string, string];
  const html = page
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- script -->', () => `<script>${script}</script>`);
  const policy = [
    "default-src 'none'",
    "connect-src 'self'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  app.get('/', (c) => c.html(html, 200, { 'content-security-policy': policy, 'x-content-type-options': 'nosniff' }));
}

function read(name: string): string {
  return readFileSync(path.join(import.meta.dirname, name), 'utf8');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
