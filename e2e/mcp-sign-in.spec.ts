import { expect, test } from '@playwright/test';
import type { SignInTestServer } from '#runtime/tools/testing/serve-sign-in.ts';
import { serveSignInPage, signInServer } from './local-services.ts';
import { expectAccessible, expectFitsPhone, readRun, signIn, takePicture, visit } from './product.ts';

// The sign-in page is served with a certificate of its own.
test.use({ ignoreHTTPSErrors: true });

let server: SignInTestServer | undefined;
test.beforeAll(async () => {
  server = await serveSignInPage();
});
test.afterAll(async () => await server?.close());

test('a person signs in to an MCP server with the browser, imports its tools and calls one', async ({ page }) => {
  const { studio } = readRun();
  await signIn(page);
  await visit(page, `${studio}/tools/import?from=mcp`);
  await page.getByLabel('Address of the MCP server').fill(signInServer);
  await page.getByRole('button', { name: 'Find tools' }).click();
  await expect(page.getByText('wants to know who asks. Sign in to it')).toBeVisible();
  await page.getByLabel('How it is told who asks').selectOption({ label: 'I sign in there' });
  await expect(page.getByLabel('Secret slot')).toHaveValue('mcp_127_0_0_1');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in to this server' }).click();
  await expect(page.getByText('signed in', { exact: true })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/tools/import');
  await page.getByRole('button', { name: 'Find tools' }).click();
  await expect(page.getByText("4 can be tools, 0 can't")).toBeVisible();
  await page.getByRole('button', { name: 'Choose none' }).click();
  await page.getByLabel('add · add').check();
  await page.getByRole('button', { name: 'Import 1 tool' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Test tools: add' })).toBeVisible();

  await page.getByLabel('a', { exact: true }).fill('20');
  await page.getByLabel('b', { exact: true }).fill('22');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.getByRole('region', { name: 'What the model gets' })).toContainText('42');
  await expectAccessible(page);
  const comesBack = page.waitForRequest(/\/tools\/sign-in\?state=/);
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await comesBack;
  await expect(page.getByRole('heading', { level: 1, name: 'Test tools: add' })).toBeVisible();
  await expect(page.locator('[data-sonner-toast]')).toHaveCount(0);
  await expectFitsPhone(page);
  await takePicture(page, 'mcp-sign-in-phone');

  await visit(page, `${studio}/tools/sign-in?state=of-somebody-else&code=stolen`);
  await expect(page.getByText('This sign-in is not under way')).toBeVisible();
});
