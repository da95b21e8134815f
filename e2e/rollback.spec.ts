import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, readRun, signIn, takePicture } from './product.ts';

async function deploy(page: Page, version: number): Promise<void> {
  await page.getByRole('button', { name: `Deploy version ${version}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(dialog.getByText('answers as').first()).toBeVisible({ timeout: 90_000 });
  await dialog.getByRole('button', { name: 'Close' }).click();
}

test('a new version replaces the old one, and one click brings the old one back', async ({ page, request }) => {
  const { studio, node } = readRun();
  const served = async () => {
    const { data } = await (await request.get(`${node}/v1/models`)).json();
    return data.map((model: { id: string; gaia: { version: number } }) => `${model.id} v${model.gaia.version}`);
  };
  await signIn(page);
  await page.goto(`${studio}/agents`);
  await page.getByRole('button', { name: 'New agent' }).click();
  await page.getByLabel('Name').fill('Echo of the handbook');
  await page.getByLabel('Model').selectOption({ label: 'SmolLM2 135M Instruct' });
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Echo of the handbook' })).toBeVisible();

  await page.getByRole('link', { name: 'Publish & deploy' }).click();
  for (const [version, note] of [
    [1, 'first'],
    [2, 'second'],
  ] as const) {
    await page.getByLabel('What changed').fill(note);
    await page.getByRole('button', { name: 'Publish draft' }).click();
    await expect(page.getByText(`v${version} ${note}`)).toBeVisible();
    await deploy(page, version);
    expect(await served()).toContain(`echo-of-the-handbook v${version}`);
  }
  await expectAccessible(page);
  await takePicture(page, 'deployments');

  await page.getByRole('button', { name: 'Roll back' }).click();
  await expect(page.getByText('Rolled back', { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(await served()).toContain('echo-of-the-handbook v1');
});
