import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import {
  askForSources,
  createAgent,
  expectAccessible,
  publishAndDeploy,
  readRun,
  save,
  takePicture,
  visit,
} from './product.ts';

/** Signs what the open dialog shows, step by step, to its end. */
export async function sendAll(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (;;) {
    await dialog.getByRole('button', { name: 'Sign and send' }).click();
    await expect(dialog).toContainText('Done: it stands on the chain.');
    const next = dialog.getByRole('button', { name: 'Next step' });
    const done = dialog.getByRole('button', { name: 'Done' });
    await expect(next.or(done)).toBeVisible();
    if (await done.isVisible()) {
      await done.click();
      return;
    }
    await next.click();
  }
}

/** A person of their own: a browser with a burner wallet, signed in by it, with play money. */
export async function newPerson(browser: Browser): Promise<Page> {
  const { studio } = readRun();
  const page = await (await browser.newContext()).newPage();
  await visit(page, `${studio}/sign-in`);
  await page.getByRole('button', { name: 'Connect a wallet' }).click();
  await page.getByRole('dialog').getByText('Burner wallet').click();
  await page.getByRole('button', { name: 'Sign in with this wallet' }).click();
  await page.getByRole('button', { name: 'Sign that too' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await getMoney(page);
  return page;
}

/** Play money for the wallet that was linked last. */
async function getMoney(page: Page): Promise<void> {
  await visit(page, `${readRun().studio}/settings`);
  await page
    .getByRole('button', { name: /^Get play money/ })
    .last()
    .click();
  await expect(page.getByText('The wallet has play money now')).toBeVisible();
}

/** Connects a burner wallet for who is signed in, links it, and gets play money. */
export async function linkBurner(page: Page): Promise<void> {
  const { studio } = readRun();
  await page.getByRole('button', { name: 'Connect wallet' }).click();
  await page.getByRole('dialog').getByText('Burner wallet').click();
  await expect(page.getByRole('button', { name: /^Wallet 0x/ })).toBeVisible();
  await visit(page, `${studio}/settings`);
  await page.getByRole('button', { name: /^Link 0x/ }).click();
  await expect(page.getByText('The connected wallet is linked.')).toBeVisible();
  await getMoney(page);
}

interface OwnNode extends AsyncDisposable {
  /** Where it answers on this machine. */
  url: string;
}

/** Starts a node of the person's own, by the command that the studio shows, and links it with their wallet. */
export async function startNode(page: Page, name: string): Promise<OwnNode> {
  const node = await addNode(page, name);
  await linkNode(page);
  return node;
}

/** Starts a node of the person's own, by the command that the studio shows, and opens its page. */
export async function addNode(page: Page, name: string): Promise<OwnNode> {
  const { studio } = readRun();
  await visit(page, `${studio}/nodes`);
  await page.getByRole('button', { name: 'Add node' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Make the command' }).click();
  const command = (await page.getByText(/npm run node -- --join/).textContent()) ?? '';
  const join = /--join '([^']+)'/.exec(command)?.[1] ?? '';
  const home = mkdtempSync(path.join(tmpdir(), 'gaianet-node-'));
  const child = spawn(process.execPath, ['runtime/main.ts', '--join', join, '--home', home, '--port', '0'], {
    // Its line to this process: the node ends with it, however that ends.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await visit(page, `${studio}/nodes`);
  await expect(page.getByText('online', { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('link', { name }).click();
  const url = (await page.getByRole('link', { name: /^http:\/\/127\.0\.0\.1:\d+$/ }).textContent()) ?? '';
  return { url, [Symbol.asyncDispose]: () => stop(child, home) };
}

/** Links the node on the screen with the connected wallet. */
export async function linkNode(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Link on chain' }).click();
  await sendAll(page);
  await expect(page.getByText('Income goes to')).toBeVisible();
}

async function stop(child: ChildProcess, home: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  rmSync(home, { recursive: true, force: true });
}

/** Makes a knowledge base of one Markdown file, and publishes its first version. */
export async function publishKnowledge(page: Page, name: string, text: string): Promise<void> {
  await visit(page, `${readRun().studio}/knowledge`);
  await page.getByRole('button', { name: 'New knowledge' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const file = { name: 'apiary.md', mimeType: 'text/markdown', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').setInputFiles([file]);
  await expect(page.getByText('1 of 1 ready, 0 failed')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Versions', exact: true }).click();
  await page.getByRole('button', { name: 'Publish version' }).click();
  await expect(page.getByText('ready', { exact: true })).toBeVisible({ timeout: 30_000 });
}

/** From the list of versions, with the dialog's own beginnings: a licence for 25 dollars, encrypted; for a whole domain too where that has a price. */
export async function sell(page: Page, { domainPrice = '' } = {}): Promise<string> {
  await page.getByRole('button', { name: 'Sell version 1' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: 'Sell a licence' })).toBeChecked();
  if (domainPrice) {
    await dialog.getByText('Other prices').click();
    await dialog.getByLabel('Price for a whole domain in mUSD').fill(domainPrice);
  }
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('In one sentence').fill('What happens at our hives.');
  await dialog.getByLabel('Description').fill('# Hives\n\nNotes of **three** summers. <img src=x onerror=alert(1)>');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByText('The bundle is here, whole and signed.')).toBeVisible();
  await takePicture(page, 'sale-checks');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Sign, free of charge' }).click();
  await expect(dialog.getByText('Nothing was paid.')).toBeVisible();
  const path = (await dialog.getByRole('link', { name: 'Open its page' }).getAttribute('href')) ?? '';
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  return path;
}

/** Buys a licence on the component's page, to its receipt. */
export async function buy(page: Page, path: string): Promise<void> {
  await visit(page, `${readRun().studio}${path}`);
  await page.getByRole('button', { name: 'Buy', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Allow the market to take 25.00 mUSD');
  await expectAccessible(page);
  await takePicture(page, 'buy');
  await sendAll(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Receipt' })).toBeVisible();
}

/** Puts knowledge of the library into an agent, deploys it on the person's only node, and asks it there: the knowledge stood before the model, and is cited. */
export async function askAbout(
  page: Page,
  asked: { node: string; agent: string; knowledge: string; question: string },
): Promise<void> {
  const { node, agent, question } = asked;
  await createAgent(page, agent);
  await page.getByLabel(asked.knowledge).check();
  await save(page);
  await publishAndDeploy(page);
  const model = agent.toLowerCase().replaceAll(' ', '-');
  expect(await askForSources(page.request, { node, model, question })).toContain('apiary.md');
}
