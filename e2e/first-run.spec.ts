import { expect, test } from '@playwright/test';
import { expectAccessible, readRun, signIn, takePicture, visit } from './product.ts';

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
  await page.getByRole('button', { name: 'How long is a join token valid?' }).click();
  await expect(page.getByText('From sources')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^\[\d+\] .+\.md/ }).first()).toBeVisible();
  await takePicture(page, 'agent');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Show trace' }).click();
  await expect(page.getByRole('dialog', { name: 'Trace of this answer' })).toContainText('Enough evidence');
  await expectAccessible(page);
});

test('a search of the sample knowledge shows its stages, and each passage in its document', async ({ page }) => {
  await signIn(page);
  await visit(page, `${readRun().studio}/knowledge`);
  await page.getByRole('link', { name: 'GaiaNet handbook' }).click();
  await page.getByRole('link', { name: 'Try search' }).click();
  await page.getByLabel('Question').fill('How does a node behind a router reach the gateway?');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByText('Enough evidence')).toBeVisible({ timeout: 30_000 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await takePicture(page, 'try-search');
  await expectAccessible(page);

  const document = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Open in document: number 1', exact: true }).click();
  await expect((await document).locator('mark')).toBeVisible();
  await expectAccessible(await document);
});

test('the link works once', async ({ page }) => {
  await page.goto(readRun().signIn);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('has been used');
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
  for (const place of [
    '/',
    '/agents',
    '/knowledge',
    '/prompts',
    '/tools',
    '/tools/import',
    '/plugins',
    '/nodes',
    '/settings',
    '/earnings',
    '/market',
    '/market/operate',
    '/library',
    '/models',
    '/finetuning',
  ]) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await visit(page, `${readRun().studio}${place}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), place).toBeLessThanOrEqual(width);
    }
    await expectAccessible(page);
  }
});

test('every tab of an agent, a knowledge base and a node fits a phone', async ({ page }) => {
  await signIn(page);
  const { studio } = readRun();
  const tabs = { agents: ['', '/versions', '/use'], knowledge: ['', '/search', '/versions', '/settings'], nodes: [''] };
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [place, paths] of Object.entries(tabs)) {
    await visit(page, `${studio}/${place}`);
    const link = page.locator(`main li a[href^="/${place}/"]`).first();
    const address = `${studio}${await link.getAttribute('href')}`;
    for (const path of paths) {
      await visit(page, `${address}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${address}${path}`).toBe(390);
    }
  }
});

test('the palette goes to a place, to a thing by its name, and makes a new one', async ({ page }) => {
  await signIn(page);
  const palette = page.getByRole('dialog');
  await page.keyboard.press('Control+k');
  await expectAccessible(page);
  await palette.getByRole('combobox').fill('handbook guide');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Handbook guide' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('new prompt');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New prompt' })).toBeVisible();
  await expectAccessible(page);
});

test('what is not saved is not lost by a stray click', async ({ page }) => {
  await signIn(page);
  await visit(page, `${readRun().studio}/agents`);
  await page.getByRole('link', { name: 'Handbook guide' }).click();
  await page.getByLabel('Description').fill('Half a thought');
  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole('link', { name: 'Nodes' }).click();
  expect(asked).toEqual(['Leave this page? What you changed is not saved.']);
  await expect(page.getByLabel('Description')).toHaveValue('Half a thought');

  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('link', { name: 'Nodes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nodes' })).toBeVisible();
});
