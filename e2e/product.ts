import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type APIRequestContext, expect, type Page } from '@playwright/test';

interface Run {
  studio: string;
  signIn: string;
  node: string;
  gateway: string;
  nodeAddress: string;
  agent: string;
  chain: { rpcUrl: string; chainId: number; contracts: { mockUsd: `0x${string}` } };
}

/** Where the product of this test run answers. */
export function readRun(): Run {
  return JSON.parse(fs.readFileSync(path.join(process.env.GAIA_HOME ?? '', 'run.json'), 'utf8'));
}

/** Signs the browser in as the owner with a fresh link. */
export async function signIn(page: Page): Promise<void> {
  const printed = execFileSync(process.execPath, ['scripts/sign-in-link.ts'], { encoding: 'utf8' });
  const link = /https?:\/\/\S+/.exec(printed)?.[0] ?? '';
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await untilLive(page);
}

/** Opens an address of the studio, and goes on once the page answers to clicks and keys. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await untilLive(page);
}

async function untilLive(page: Page): Promise<void> {
  await expect(page.locator('html[data-live]')).toBeAttached();
}

/** Makes an agent with the small model and opens its form. */
export async function createAgent(page: Page, name: string): Promise<void> {
  await visit(page, `${readRun().studio}/agents`);
  await page.getByRole('button', { name: 'New agent' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Model').selectOption({ label: 'SmolLM2 135M Instruct' });
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Saves what was changed in an agent's form. */
export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Everything is saved')).toBeVisible();
}

/** From the list of versions of an agent: deploys one to the node of this run. */
export async function deploy(page: Page, version: number): Promise<void> {
  await page.getByRole('button', { name: `Deploy version ${version}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(dialog.getByText('answers as').first()).toBeVisible({ timeout: 90_000 });
  await dialog.getByRole('button', { name: 'Close' }).click();
}

/** Publishes what is saved of the agent on the screen as its first version, and deploys it. */
export async function publishAndDeploy(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Publish & deploy' }).click();
  await page.getByRole('button', { name: 'Publish draft' }).click();
  await deploy(page, 1);
}

/**
 * Asks an agent on a node of this machine, and returns the documents whose passages stood before its model. It cites at least one of them, and nothing else.
 * Which words it finds is its own: a small model finds others on another processor.
 */
export async function askForSources(
  request: APIRequestContext,
  asked: { node: string; model: string; question: string },
): Promise<string[]> {
  const messages = [{ role: 'user', content: asked.question }];
  const data = { model: asked.model, messages, temperature: 0 };
  const answer = await (await request.post(`${asked.node}/v1/chat/completions`, { data })).json();
  expect(answer, JSON.stringify(answer)).toMatchObject({
    choices: [{ message: { role: 'assistant', content: expect.stringMatching(/\w/) } }],
    gaia: { outcome: 'grounded', trace: { search: { evidence: { isSufficient: true } } } },
  });
  const { citations, trace } = answer.gaia;
  const sources = trace.search.passages.map(({ documentName }: { documentName: string }) => documentName);
  expect(citations, JSON.stringify(answer)).not.toHaveLength(0);
  for (const { document } of citations) expect(sources).toContain(document);
  return sources;
}

/** No violation of WCAG 2.1 AA on the page as it is, light and dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Without frames of other origins, the mode that opens no page of its own for each look sees the same.
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n  ')}`);
    expect(found, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Makes the page as narrow as a phone, and proves that nothing sticks out. */
export async function expectFitsPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(390);
}

const inDocumentation = new Set([
  'home',
  'agent',
  'try-search',
  'deploy',
  'canvas',
  'tool-card',
  'component',
  'domain',
]);

/** Keeps a picture of the page; with GAIA_PICTURES=docs those that the documentation shows become the ones there. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await expect(page.locator('[data-sonner-toast]')).toHaveCount(0);
  const isForDocs = process.env.GAIA_PICTURES === 'docs' && inDocumentation.has(name);
  const folder = isForDocs ? 'docs/screenshots' : 'test-results/pictures';
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
