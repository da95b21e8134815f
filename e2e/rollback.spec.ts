import { expect, test } from '@playwright/test';
import { createAgent, deploy, expectAccessible, readRun, signIn, takePicture } from './product.ts';

test('a new version replaces the old one, and one click brings the old one back', async ({ page, request }) => {
  const { node } = readRun();
  const served = async () => {
    const { data } = await (await request.get(`${node}/v1/models`)).json();
    return data.map((model: { id: string; gaia: { version: number } }) => `${model.id} v${model.gaia.version}`);
  };
  await signIn(page);
  await createAgent(page, 'Echo of the handbook');

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
