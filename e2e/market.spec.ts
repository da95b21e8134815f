import { expect, type Page, test } from '@playwright/test';
import { addNode, askAbout, buy, linkBurner, linkNode, newPerson, publishKnowledge, sell, sendAll } from './market.ts';
import { createAgent, expectAccessible, readRun, save, signIn, takePicture, visit } from './product.ts';

const bees = `# The apiary

The queen of the third hive was marked with blue paint on the second of May.

Honey is harvested when two thirds of a frame are capped.
`;

test('a private knowledge base is sold, minted by its first buyer, deployed on their node and cited; its creator is paid', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const { studio } = readRun();
  await signIn(page);
  await linkBurner(page);
  await publishKnowledge(page, 'Apiary notes', bees);
  const path = await sell(page);

  const buyer = await newPerson(browser);
  await using node = await addNode(buyer, 'Shed');
  await visit(buyer, `${studio}/market?q=hives`);
  await expect(buyer.getByRole('link', { name: 'Apiary notes' }).first()).toBeVisible();
  await takePicture(buyer, 'market');
  await buyer.getByRole('link', { name: 'Apiary notes' }).first().click();
  await expect(buyer.getByRole('heading', { name: 'Who can see what' })).toBeVisible();
  await expect(buyer.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await takePicture(buyer, 'component');
  await expectAccessible(buyer);
  await buy(buyer, path);
  await expect(buyer.getByText('The key has come')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(buyer);
  await takePicture(buyer, 'purchase-receipt');
  await buyer.getByRole('button', { name: 'The key is right: pay now' }).click();
  await sendAll(buyer);
  await expect(buyer.getByText('Who was paid')).toBeVisible();

  await visit(buyer, `${studio}/library`);
  await buyer.getByRole('button', { name: 'Install' }).click();
  await expect(buyer.getByText('Version 1 is installed in your studio.')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(buyer);
  await takePicture(buyer, 'library');
  await expectRefusedPlan(buyer);
  await linkNode(buyer);
  const question = 'What colour marks the queen of the third hive?';
  await askAbout(buyer, { node: node.url, agent: 'Beekeeper', knowledge: 'Apiary notes', question });

  await visit(page, `${studio}/earnings`);
  await expect(page.getByText('Apiary notes').first()).toBeVisible();
  await page
    .getByRole('button', { name: /^Claim/ })
    .first()
    .click();
  await sendAll(page);
});

/** A node that no wallet is linked with may not run what is licensed: nothing can be deployed, and the dialog leads to the node's page. */
async function expectRefusedPlan(page: Page): Promise<void> {
  await createAgent(page, 'Too early');
  await page.getByLabel('Apiary notes').check();
  await save(page);
  await page.getByRole('link', { name: 'Publish & deploy' }).click();
  await page.getByRole('button', { name: 'Publish draft' }).click();
  await page.getByRole('button', { name: 'Deploy version 1' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('this node has no licence that covers “Apiary notes”');
  await expect(dialog.getByRole('button', { name: 'Deploy', exact: true })).toBeDisabled();
  await expectAccessible(page);
  await takePicture(page, 'deploy-refused');
  await dialog.getByRole('link', { name: 'Link the node with your wallet' }).click();
}
