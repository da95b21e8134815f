import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { askForSources, expectAccessible, readRun, signIn, takePicture, visit } from './product.ts';

const garden = `# The garden

Tomatoes are watered every morning at seven, before the sun is high.
`;

const shed = `# The shed

The spade hangs in the shed behind the house, next to the green watering can.
`;

function file(name: string, text: string) {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) };
}

/** Runs what the Use tab offers, just as it stands there. */
async function expectSnippetsWork(page: Page): Promise<void> {
  const snippet = async (name: string) => (await page.getByLabel(name, { exact: true }).textContent()) ?? '';
  const answer = execFileSync('sh', ['-c', await snippet('curl')], { encoding: 'utf8' });
  expect(answer).toContain('"role":"assistant"');
  // Beside the tests, so that the openai package is found.
  const file = path.join('e2e', `pasted-${process.pid}.mjs`);
  fs.writeFileSync(file, await snippet('JavaScript'));
  try {
    expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toContain('shed');
  } finally {
    fs.rmSync(file);
  }
}

test('documents become knowledge, knowledge an agent, and the agent answers with a source', async ({
  page,
  request,
}) => {
  test.setTimeout(240_000);
  const { studio, node, gateway, nodeAddress } = readRun();
  await signIn(page);
  await visit(page, `${studio}/knowledge`);
  await page.getByRole('button', { name: 'New knowledge' }).click();
  await page.getByLabel('Name').fill('Garden rules');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Garden rules' })).toBeVisible();

  await page.locator('input[type=file]').setInputFiles([file('garden.md', garden), file('shed.md', shed)]);
  await expect(page.getByText('2 of 2 ready, 0 failed')).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await takePicture(page, 'knowledge');

  await page.getByRole('link', { name: 'garden.md' }).click();
  await page.getByRole('button', { name: 'Passage 1', exact: true }).click();
  await expect(page.locator('mark')).toContainText('Tomatoes are watered');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Try search' }).click();
  await page.getByLabel('Question').fill('Where does the spade hang?');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByText('Enough evidence')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('By words (full text)').first()).toBeVisible();
  await expectAccessible(page);
  await takePicture(page, 'small-search');

  await page.getByRole('link', { name: 'Versions', exact: true }).click();
  await page.getByRole('button', { name: 'Publish version' }).click();
  await expect(page.getByText('ready', { exact: true })).toBeVisible({ timeout: 60_000 });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.tar$/);
  await expectAccessible(page);

  await visit(page, `${studio}/agents`);
  await page.getByRole('button', { name: 'New agent' }).click();
  await page.getByLabel('Name').fill('Gardener');
  await page.getByLabel('Model').selectOption({ label: 'SmolLM2 135M Instruct' });
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByLabel('Garden rules').check();
  await page.getByLabel('Questions offered to visitors').fill('Where does the spade hang?');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Everything is saved')).toBeVisible();
  await page.getByLabel('Your question').fill('Where does the spade hang?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('button', { name: '[1] shed.md' }).click({ timeout: 60_000 });
  const passage = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Open in document' }).click();
  await expect((await passage).locator('mark')).toContainText('The spade hangs in the shed');
  await (await passage).close();
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Publish & deploy' }).click();
  await page.getByRole('button', { name: 'Publish draft' }).click();
  await page.getByRole('button', { name: 'Deploy version 1' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(dialog.getByText('answers as').first()).toBeVisible({ timeout: 90_000 });
  await expectAccessible(page);
  await takePicture(page, 'deploy');

  const question = 'Where does the spade hang?';
  expect(await askForSources(request, { node, model: 'gardener', question })).toContain('shed.md');

  await dialog.getByRole('link', { name: 'Use it' }).click();
  await expectSnippetsWork(page);
  await page.getByLabel('Called from').selectOption('gateway');
  await page.getByLabel('Name of a new key').fill('journey');
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByText('it is shown only once')).toBeVisible();
  const snippet = (await page.getByLabel('curl', { exact: true }).textContent()) ?? '';
  const key = /Bearer ([^']+)/.exec(snippet)?.[1] ?? '';
  expect(snippet).toContain(`${gateway}/n/${nodeAddress}/v1/chat/completions`);
  await expectSnippetsWork(page);
  await expectAccessible(page);
  await takePicture(page, 'use');

  const headers = { authorization: `Bearer ${key}` };
  const address = `${gateway}/n/${nodeAddress}/v1/chat/completions`;
  const data = { model: 'gardener', messages: [{ role: 'user', content: question }], temperature: 0 };
  const remote = await (await request.post(address, { data, headers })).json();
  expect(remote).toMatchObject({
    choices: [{ message: { content: expect.stringContaining('shed') } }],
    gaia: { outcome: 'grounded' },
  });
  expect(remote.gaia.trace).toBeUndefined();
  expect((await request.post(address, { data })).status()).toBe(401);
});

test('a document that cannot be read says why, and can be tried again', async ({ page }) => {
  await signIn(page);
  await visit(page, `${readRun().studio}/knowledge`);
  await page.getByRole('button', { name: 'New knowledge' }).click();
  await page.getByLabel('Name').fill('Broken papers');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Broken papers' })).toBeVisible();
  await page
    .locator('input[type=file]')
    .setInputFiles([file('cut-off.pdf', '%PDF-1.7\n1 0 obj'), file('empty.txt', ''), file('program.exe', 'MZ\0\0')]);
  await expect(page.getByText('"cut-off.pdf" is cut off')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('is empty (0 bytes)')).toBeVisible();
  await expect(page.getByText('1 of 3 added, 2 refused')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Retry cut-off.pdf' }).click();
  await expect(page.getByText('failed', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('0 of 1 ready, 1 failed')).toBeVisible();
  await page.getByRole('button', { name: 'Delete cut-off.pdf' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('cut-off.pdf')).toHaveCount(0);

  await page.getByRole('link', { name: 'Settings', exact: true }).last().click();
  await page.getByRole('button', { name: 'Delete knowledge base' }).click();
  await page.getByLabel('Type “Broken papers” to confirm').fill('Broken papers');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Knowledge' })).toBeVisible();
  await expect(page.getByText('Broken papers')).toHaveCount(0);

  await visit(page, `${readRun().studio}/`);
  await expect(page.getByText('Everything is well.')).toBeVisible();
});
