import { expect, test } from 'vitest';
import { browserName } from './browser-name.ts';

test('a browser is told by its own name, not by those it also carries', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
  expect(browserName(chrome)).toBe('Chrome · Linux');
  expect(browserName(`${chrome} Edg/156.0.0.0`)).toBe('Edge · Linux');
  expect(browserName('Mozilla/5.0 (Macintosh; Intel Mac OS X 15.1; rv:150.0) Gecko/20100101 Firefox/150.0')).toBe(
    'Firefox · macOS',
  );
  expect(browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1')).toBe(
    'Safari · iPhone',
  );
});

test('another program has no name', () => {
  expect(browserName('curl/8.0')).toBeNull();
  expect(browserName('')).toBeNull();
});
