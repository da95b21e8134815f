import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import agents from '#app/_i18n/en/agents.json' with { type: 'json' };
import { DeployButton } from './deploy-button.tsx';

const show = (lacking: { name: string }[]) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={{ agents }} timeZone="UTC">
      <DeployButton lacking={lacking} isWaiting={false} />
    </NextIntlClientProvider>,
  );

test('without the licences of its parts a version is not deployed, and the reason names each of them', () => {
  expect(show([])).toMatch(/<button(?![^>]* disabled="")[^>]*>Deploy/);
  expect(show([])).not.toContain('role="status"');
  const one = show([{ name: 'Hive notes' }]);
  expect(one).toMatch(/<button[^>]* disabled=""[^>]*>Deploy/);
  expect(one).toContain('covers “Hive notes”, and would refuse this version. Once it has one, this button works.');
  const two = show([{ name: 'Hive notes' }, { name: 'Stamp' }]);
  expect(two).toContain('covers “Hive notes” and “Stamp”, and would refuse this version. Once it has them,');
});

test('every state of a licence has words, and those without one a way to it', () => {
  const { state, way } = agents.deploy.licences;
  expect(Object.keys(state).sort()).toEqual([...Object.keys(way), 'ok'].sort());
  expect(Object.keys(way).sort()).toEqual(['expired', 'missing', 'no-seat', 'not-linked', 'waiting']);
});
