import { expect, test } from '@playwright/test';
import { expectAccessible, readRun, signIn, takePicture } from './product.ts';

test('a person makes a plugin from an example, sees what it may do, tries it, and publishes it', async ({ page }) => {
  const { studio } = readRun();
  await signIn(page);
  await page.goto(`${studio}/plugins`);
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

  await page.goto(`${studio}/plugins`);
  await expect(page.getByRole('link', { name: 'No contacts' }).first()).toBeVisible();
  await expectAccessible(page);
});
