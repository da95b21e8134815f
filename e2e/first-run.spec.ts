import { expect, test } from '@playwright/test';
import { expectAccessible, readRun, signIn, takePicture } from './product.ts';

test('a newcomer opens the link, looks around, and gets a cited answer from the sample agent', async ({ page }) => {
  const run = readRun();
  await page.goto(run.signIn);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await expect(page.getByText('Everything is well.')).toBeVisible();
  await expectAccessible(page);
  await takePicture(page, 'home');

  await page.getByRole('link', { name: 'Handbook guide' }).click();
  await page.getByRole('button', { name: 'How often does a node send a heartbeat?' }).click();
  await expect(page.getByText('From sources')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^\[\d+\] .+\.md/ }).first()).toBeVisible();
  await takePicture(page, 'agent');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Show trace' }).click();
  await expect(page.getByRole('dialog', { name: 'Trace of this answer' })).toContainText('Enough evidence');
  await expectAccessible(page);
});

test('the link works once', async ({ page }) => {
  await page.goto(readRun().signIn);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('has been used')).toBeVisible();
});

test('a question that the sources do not answer is refused', async ({ page }) => {
  const { node } = readRun();
  await page.goto(node);
  await page.getByLabel('Your question').fill('Which spices belong in a lentil soup?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Nothing about this was found in the sources.')).toBeVisible({ timeout: 30_000 });
});

test("the node's chat page streams, cites and fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(readRun().node);
  await expect(page.getByRole('heading', { name: 'Handbook guide' })).toBeVisible();
  await page.getByLabel('Your question').fill('How long is a join token valid?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const source = page.getByRole('button', { name: /^\[\d+\] .+\.md/ }).first();
  await expect(source).toBeVisible({ timeout: 60_000 });
  await source.click();
  await expect(page.locator('blockquote')).toBeVisible();
  await takePicture(page, 'chat-page');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

test('every place opens without a fault, at phone width too', async ({ page }) => {
  await signIn(page);
  for (const place of ['/', '/agents', '/knowledge', '/prompts', '/nodes', '/settings']) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${readRun().studio}${place}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), place).toBeLessThanOrEqual(width);
    }
    await expectAccessible(page);
  }
});
