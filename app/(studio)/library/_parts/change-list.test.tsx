import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import library from '#app/_i18n/en/library.json' with { type: 'json' };
import {
  evidencePolicySchema,
  generationDefaultsSchema,
  retrievalSettingsSchema,
} from '#protocol/manifests/agent-manifest.ts';
import { ChangeList } from './change-list.tsx';

const none = { of: '', lines: [], asksMore: false };
const show = (changes: Parameters<typeof ChangeList>[0]['changes']) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={{ library }} timeZone="UTC">
      <ChangeList changes={changes} />
    </NextIntlClientProvider>,
  );

test('a changed setting is told in words, whichever it is', () => {
  const ofAgents = [generationDefaultsSchema, retrievalSettingsSchema, evidencePolicySchema].flatMap(({ shape }) =>
    Object.keys(shape),
  );
  const ofTools = ['feedBack', 'timeoutMs', 'retries', 'cacheSeconds', 'callsPerMinute'];
  expect(Object.keys(library.changes.setting).sort()).toEqual([...ofAgents, ...ofTools, 'memoryMegabytes'].toSorted());
  const html = show([{ ...none, field: 'setting', subject: 'timeoutMs', before: '15000', after: '30000' }]);
  expect(html).toContain('Setting longest wait (ms)');
  expect(html).toContain('15000</del>');
});
