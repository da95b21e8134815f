import { expect, type Page, test } from '@playwright/test';
import { newPerson, sendAll } from './market.ts';
import { expectAccessible, readRun, takePicture, visit } from './product.ts';

test('licences and the deed are sold on: sellers get the price less fee and royalty, the creator claims the rest', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { studio } = readRun();
  const creator = await newPerson(browser);
  const path = await mintPrompt(creator, 'Patient tutor');

  // Two licences for 20 dollars each; one of them is sold on for 30, another offer of the same lot then ends.
  const holder = await newPerson(browser);
  await visit(holder, `${studio}${path}`);
  await holder.getByLabel('How many nodes').fill('2');
  await holder.getByRole('button', { name: 'Buy', exact: true }).click();
  await sendAll(holder);
  await expect(holder.getByText('Paid, and on the chain for good')).toBeVisible();
  await holder.getByRole('link', { name: 'Open your library' }).click();
  await holder.getByText('Licence, and selling it on').click();
  await offer(holder, { button: 'Sell 2 licences on', price: '30', units: '1' });
  await offer(holder, { button: 'Sell 2 licences on', price: '31', units: '1', isLeft: '27.125 mUSD' });
  await offer(holder, { button: 'Sell 2 licences on', price: '32', units: '2' });
  const mistake = holder.getByRole('listitem').filter({ hasText: 'for $32.00' }).last();
  await mistake.getByRole('button', { name: /^Take listing/ }).click();
  await sendAll(holder);
  await expect(holder.getByText('$32.00')).toHaveCount(0);

  const buyer = await newPerson(browser);
  await visit(buyer, `${studio}${path}`);
  const openSince = await buyer.context().newPage();
  await visit(openSince, `${studio}${path}`);
  await buyer
    .getByRole('button', { name: /^Buy listing/ })
    .first()
    .click();
  await expect(buyer.getByRole('dialog')).toContainText('Allow the market to take 30.00 mUSD');
  await sendAll(buyer);
  await expect(buyer.getByText('Paid, and on the chain for good')).toBeVisible();
  await expect(part(buyer, 'Seller')).toContainText('$26.25');
  await expect(part(buyer, 'Royalty')).toContainText('$3.00');
  await expect(part(buyer, 'Protocol fee')).toContainText('$0.75');
  await expectAccessible(buyer);
  await takePicture(buyer, 'resale-receipt');

  await openSince
    .getByRole('button', { name: /^Buy listing/ })
    .last()
    .click();
  await expect(openSince.getByText(/This offer is gone/)).toBeVisible();

  await visit(holder, `${studio}/library`);
  await expect(holder.getByText(/^Nobody can buy this any more/)).toBeVisible();
  await expectAccessible(holder);
  await takePicture(holder, 'library-offers');
  await visit(holder, `${studio}/earnings`);
  await expect(sourceRow(holder, 'licence resold')).toContainText('$26.25');

  // The deed, for the network's own token.
  await visit(creator, `${studio}${path}`);
  await offer(creator, { button: 'Sell the deed on', price: '100', coin: 'GAIA' });
  await visit(holder, `${studio}${path}`);
  await expect(holder.getByText('The deed · 100.00 GAIA')).toBeVisible();
  await holder
    .getByRole('listitem')
    .filter({ hasText: 'The deed' })
    .getByRole('button', { name: /^Buy listing/ })
    .click();
  await sendAll(holder);
  await expect(part(holder, 'Owner of the sold deed')).toContainText('87.50 GAIA');
  await expect(part(holder, 'Royalty')).toContainText('10.00 GAIA');
  await holder.getByRole('link', { name: 'Open its page' }).click();
  await expect(holder.getByText('You own the deed: its revenue is yours.')).toBeVisible();

  await visit(creator, `${studio}/earnings`);
  await expect(sourceRow(creator, 'licence sold')).toContainText('$39.00');
  await expect(sourceRow(creator, 'royalty of a resale').filter({ hasText: 'mUSD' })).toContainText('$3.00');
  await expect(sourceRow(creator, 'royalty of a resale').filter({ hasText: 'GAIA' })).toContainText('10.00 GAIA');
  await expect(sourceRow(creator, 'sale of the deed')).toContainText('87.50 GAIA');
  await expectAccessible(creator);
  await takePicture(creator, 'earnings');
  await creator.getByRole('button', { name: 'Claim all' }).click();
  await expect(creator.getByRole('dialog')).toContainText('42.00 mUSD + 97.50 GAIA');
  await sendAll(creator);
  await expect(creator.getByRole('button', { name: /^Claim/ })).toHaveCount(0);
  await expect(creator.getByText(/paid out to/)).toHaveCount(2);
});

/** What one of those who were paid got, on a receipt. */
function part(page: Page, who: string) {
  return page.getByRole('listitem').filter({ hasText: who });
}

/** Where earnings came from. */
function sourceRow(page: Page, reason: string) {
  return page.getByRole('row').filter({ has: page.getByRole('cell', { name: reason, exact: true }) });
}

interface Offer {
  button: string;
  price: string;
  coin?: string;
  units?: string;
  /** Of the price, for the seller. */
  isLeft?: string;
}

/** Offers something to anybody, for 30 days. */
async function offer(page: Page, told: Offer) {
  await page.getByRole('button', { name: told.button }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Price').fill(told.price);
  if (told.coin) await dialog.getByLabel('Coin').selectOption({ label: told.coin });
  if (told.units) await dialog.getByLabel('How many').fill(told.units);
  await dialog.getByRole('button', { name: 'Offer it' }).click();
  if (told.isLeft) await expect(dialog).toContainText(`You get${told.isLeft}`);
  await sendAll(page);
}

/** Writes a prompt, publishes it, and mints its deed at once: 20 dollars a licence, open to read, a tenth of each resale. */
async function mintPrompt(page: Page, name: string): Promise<string> {
  await visit(page, `${readRun().studio}/prompts`);
  await page.getByRole('button', { name: 'New prompt' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page
    .getByLabel('Text', { exact: true })
    .fill(`Answer as a patient tutor: one step at a time. Since ${Date.now()}.`);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Publish version' }).click();
  await page.getByRole('button', { name: 'Sell version 1' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Price for one node in mUSD').fill('20');
  await dialog.getByRole('radio', { name: 'Everybody' }).check();
  await dialog.getByText('More terms').click();
  await dialog.getByLabel('Royalty on resales, %').fill('10');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('In one sentence').fill('Teaches one step at a time.');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: 'Sign and mint' }).click();
  await sendAll(page);
  await expect(dialog.getByText(/It is minted as deed/)).toBeVisible();
  return (await dialog.getByRole('link', { name: 'Open its page' }).getAttribute('href')) ?? '';
}
