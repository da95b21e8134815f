import { expect, test } from '@playwright/test';
import { serveSearch } from './local-services.ts';
import {
  createAgent,
  expectAccessible,
  expectFitsPhone,
  readRun,
  save,
  signIn,
  takePicture,
  visit,
} from './product.ts';

test('a person makes a plugin from an example, sees what it may do, tries it, and publishes it', async ({ page }) => {
  const { studio } = readRun();
  await signIn(page);
  await visit(page, `${studio}/plugins`);
  await expect(page.getByRole('heading', { level: 1, name: 'Plugins' })).toBeVisible();

  await page.getByRole('button', { name: 'New plugin' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Example').selectOption('hide-contacts');
  await expect(dialog.getByText('Computes only: no network, no knowledge, nothing kept')).toBeVisible();
  await dialog.getByLabel('Name').fill('No contacts');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'No contacts' })).toBeVisible();

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText('Write to [address removed] or call [number removed].')).toBeVisible();
  await expect(page.getByText('removed contacts', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await takePicture(page, 'plugin');

  await page.getByLabel('Hosts it may reach by gaia.fetch').fill('api.example.org');
  await expect(page.getByText('May reach api.example.org')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Everything is saved')).toBeVisible();
  await page.getByLabel('What changed').fill('first');
  await page.getByRole('button', { name: 'Publish version' }).click();
  await expect(page.getByText('v1 first')).toBeVisible();
  await expectFitsPhone(page);
  await takePicture(page, 'plugin-phone');
  await page.setViewportSize({ width: 1280, height: 900 });

  await visit(page, `${studio}/plugins`);
  await expect(page.getByRole('link', { name: 'No contacts' }).first()).toBeVisible();
  await expectAccessible(page);
});

test('a plugin puts what a web search finds into the prompt, and the trace shows it', async ({ page }) => {
  const search = await serveSearch();
  try {
    await signIn(page);
    await visit(page, `${readRun().studio}/plugins`);
    await page.getByRole('button', { name: 'New plugin' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Example').selectOption('web-results');
    await expect(dialog.getByText("May search the web with the node's search service")).toBeVisible();
    await dialog.getByLabel('Name').fill('Web results');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Web results' })).toBeVisible();
    await page.getByRole('button', { name: 'Publish version' }).click();
    await expect(page.getByText('v1')).toBeVisible();

    await createAgent(page, 'Museum guide');
    await page.getByLabel('Web results').first().check();
    await page
      .getByLabel('System text', { exact: true })
      .first()
      .fill('Answer in one short sentence.\n{{plugin web_results}}');
    await page.getByLabel('Longest answer (tokens)').fill('40');
    await save(page);
    await page.getByLabel('Your question').fill('When is the museum open?');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('button', { name: 'Show trace' }).click({ timeout: 60_000 });
    const trace = page.getByRole('dialog', { name: 'Trace of this answer' });
    await expect(trace).toContainText(
      '- Opening hours (https://museum.example/hours): The museum is open from 10 to 18.',
    );
    expect(search.asked).toContain('When is the museum open?');
    await expectAccessible(page);
    await takePicture(page, 'web-results');
  } finally {
    await search.close();
  }
});
