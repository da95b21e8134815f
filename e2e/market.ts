import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import { readRun, visit } from './product.ts';

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

const nodePort = 4306;

/** Starts a node of the person's own, by the command that the studio shows, and links it with their wallet. */
export async function startNode(page: Page, name: string): Promise<OwnNode> {
  const { studio } = readRun();
  await visit(page, `${studio}/nodes`);
  await page.getByRole('button', { name: 'Add node' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Make the command' }).click();
  const command = (await page.getByText(/npm run node -- --join/).textContent()) ?? '';
  const join = /--join '([^']+)'/.exec(command)?.[1] ?? '';
  const home = mkdtempSync(path.join(tmpdir(), 'gaianet-node-'));
  const child = spawn(
    process.execPath,
    ['runtime/main.ts', '--join', join, '--home', home, '--port', String(nodePort)],
    {
      // Its line to this process: the node ends with it, however that ends.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    },
  );
  await visit(page, `${studio}/nodes`);
  await expect(page.getByText('online', { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Link on chain' }).click();
  await sendAll(page);
  await expect(page.getByText('Income goes to')).toBeVisible();
  return { url: `http://127.0.0.1:${nodePort}`, [Symbol.asyncDispose]: () => stop(child, home) };
}

async function stop(child: ChildProcess, home: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  rmSync(home, { recursive: true, force: true });
}
