import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import shell from '#app/_i18n/en/shell.json' with { type: 'json' };
import { Pager } from './pager.tsx';

const show = (total: number, page: number) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={{ shell }} timeZone="UTC">
      <Pager total={total} pageSize={24} page={page} onPage={() => undefined} />
    </NextIntlClientProvider>,
  );
const pressable = (html: string) =>
  [...html.matchAll(/<button([^>]*)>([^<]+)/g)].flatMap(([, facts = '', name]) =>
    facts.includes('disabled=""') ? [] : [name],
  );

test('a list on one page has no pager', () => {
  expect([show(0, 1), show(0, 7), show(24, 1)]).toEqual(['', '', '']);
});

test.each([
  { total: 25, page: 1, words: '1 to 24 of 25', buttons: ['Next'] },
  { total: 60, page: 2, words: '25 to 48 of 60', buttons: ['Before', 'Next'] },
  { total: 60, page: 3, words: '49 to 60 of 60', buttons: ['Before'] },
  { total: 24, page: 5, words: '24 to 24 of 24', buttons: ['Before'] },
])('of $total entries, page $page says what it shows and where one can go', ({ total, page, words, buttons }) => {
  const html = show(total, page);
  expect(html).toContain(words);
  expect(pressable(html)).toEqual(buttons);
});
