import { expect, type Page, test } from '@playwright/test';
import { linkBurner, newPerson, publishKnowledge, sendAll, startNode } from './market.ts';
import {
  askForSources,
  createAgent,
  expectAccessible,
  publishAndDeploy,
  readRun,
  save,
  signIn,
  takePicture,
  visit,
} from './product.ts';

const reef = `# The reef

The watchman of the reef lights a violet lantern at seven every evening.

Turtles come ashore on the beach in the first week of June.
`;
const question = 'Which lantern does the watchman of the reef light?';

/** From the list of versions: no licences, the deed minted at once. Resolves with the deed's page. */
async function sellHosted(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Sell version 1' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Hosted only' }).check();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByText('no licences: hosted only')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Sign, free of charge' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Sign and mint' }).click();
  await sendAll(page);
  await expect(dialog.getByText('It is minted as deed #')).toBeVisible();
  const path = await dialog.getByRole('link', { name: 'Open its page' }).getAttribute('href');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  return path ?? '';
}

/** On the creator's page of it: a few passages at a time, from this run's own node. */
async function openSearch(page: Page): Promise<void> {
  await page.getByText('Choose a node and a budget').click();
  await expect(page.getByLabel('Everybody with a node of their own may search it on this node')).toBeChecked();
  await page.getByLabel('Share that one buyer may ever see, in percent').fill('100');
  await page.getByRole('button', { name: 'Open the trial' }).click();
  await expect(page.getByText('open', { exact: true })).toBeVisible({ timeout: 30_000 });
}

test('knowledge that never leaves its creator’s node is searched there by the agent of somebody else', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const { studio } = readRun();
  await signIn(page);
  await linkBurner(page);
  await publishKnowledge(page, 'Reef notes', reef);
  const path = await sellHosted(page);
  await visit(page, `${studio}${path}`);
  await openSearch(page);

  const buyer = await newPerson(browser);
  await using node = await startNode(buyer, 'Boat');
  await createAgent(buyer, 'Reef guide');
  await visit(buyer, `${studio}${path}`);
  await buyer.getByText("Search it on its creator's node").click();
  await buyer.getByRole('button', { name: 'Add it to the agent' }).click();
  await expect(buyer.getByText('Publish and deploy it')).toBeVisible();
  await expectAccessible(buyer);
  await takePicture(buyer, 'hosted-use');
  await buyer.getByRole('link', { name: 'Open the agent' }).click();
  await buyer.getByRole('radio', { name: 'Canvas' }).click();
  const graph = buyer.getByRole('region', { name: 'The agent as a graph' });
  await expect(graph.getByRole('group', { name: 'Hosted knowledge: Reef notes' })).toBeVisible();
  await takePicture(buyer, 'canvas-hosted');
  await publishAndDeploy(buyer);
  const asked = { node: node.url, model: 'reef-guide', question };
  expect(await askForSources(buyer.request, asked)).toContain('apiary.md');

  await visit(page, `${studio}${path}`);
  await page.getByText('What was used').click();
  await expect(page.getByText(/^A search by 0x/)).toBeVisible();

  await buyer.getByRole('link', { name: 'Build' }).click();
  await buyer.getByRole('button', { name: 'Take Reef notes out' }).click();
  await save(buyer);
  await expect(buyer.getByText("Searched on their creators' nodes")).toHaveCount(0);
});
