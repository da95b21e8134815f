import { expect, type Page, test } from '@playwright/test';
import { linkBurner, newPerson, publishKnowledge, sell } from './market.ts';
import { expectAccessible, readRun, signIn, takePicture, visit } from './product.ts';

/** One sentence only: whatever words the model finds, what it can cite is this. */
const harbour = `# The lighthouse

The lighthouse keeper winds the great lamp with a silver crank at nine every evening.
`;
const question = 'With what does the keeper wind the great lamp?';

/** On the creator's page of a component: a small budget, and searches by licence holders. */
async function openTrial(page: Page): Promise<void> {
  await page.getByText('Choose a node and a budget').click();
  await page.getByLabel('Model that answers').selectOption({ label: 'SmolLM2 135M Instruct' });
  await page.getByLabel('Questions a day, of one person').fill('4');
  await page.getByLabel('Licence holders may search it on this node').check();
  await expectAccessible(page);
  await takePicture(page, 'trial-offer');
  await page.getByRole('button', { name: 'Open the trial' }).click();
  await expect(page.getByText('open', { exact: true })).toBeVisible({ timeout: 60_000 });
}

/** One question with and without: judged blind, then revealed and signed. */
async function compare(page: Page): Promise<void> {
  await page.getByLabel('Questions of your own').fill(question);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const result = page.getByRole('region', { name: 'Comparison' });
  await result.getByLabel('Equally good').check({ timeout: 90_000 });
  await expect(result.getByText('with it', { exact: true })).toHaveCount(0);
  await takePicture(page, 'comparison');
  await result.getByRole('button', { name: 'Show which is which' }).click();
  await expect(result.getByText('with it', { exact: true })).toBeVisible();
  await expect(result.getByText('Equally good: 1.')).toBeVisible();
  await expectAccessible(page);
}

test('a component is tried and compared blind on its creator’s node, within its budget', async ({ page, browser }) => {
  test.setTimeout(300_000);
  const { studio } = readRun();
  await signIn(page);
  await linkBurner(page);
  await publishKnowledge(page, 'Lighthouse notes', harbour);
  const path = await sell(page);
  await visit(page, `${studio}${path}`);
  await openTrial(page);

  const buyer = await newPerson(browser);
  await visit(buyer, `${studio}${path}`);
  await expect(buyer.getByText('4 questions left today')).toBeVisible();
  await buyer.getByLabel('Your question', { exact: true }).fill(question);
  await buyer.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(buyer.getByText('3 questions left today')).toBeVisible({ timeout: 60_000 });
  await buyer
    .getByRole('button', { name: /apiary\.md/ })
    .first()
    .click();
  await expect(buyer.getByRole('dialog')).toContainText('silver crank at nine every evening');
  await takePicture(buyer, 'trial-quote');
  await buyer.keyboard.press('Escape');
  await compare(buyer);
  await expect(buyer.getByText('1 question left today')).toBeVisible();
});
