import { expect, test } from '@playwright/test';
import { askAbout, buy, linkBurner, newPerson, publishKnowledge, sell, sendAll, startNode } from './market.ts';
import { expectAccessible, readRun, signIn, takePicture, visit } from './product.ts';

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
  await using node = await startNode(buyer, 'Shed');
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
