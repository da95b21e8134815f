import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectFitsPhone, readRun, signIn, takePicture, visit } from './product.ts';
import { enterByWallet, type Goods, type Shop } from './shop.ts';

/** A word of theirs, so that what other journeys sell is never among what is found here. */
const goods: Goods[] = [
  {
    name: 'Rigi rules',
    kind: 'prompt',
    licence: 'Read it aloud on the mountain, and nowhere else at all.',
    language: 'fr',
    usd: '0',
  },
  { name: 'Rigi weather', kind: 'tool', licence: 'Apache-2.0', language: 'en', gaia: '2000000000000000000' },
  { name: 'Rigi stamp', kind: 'plugin', licence: 'MIT', language: 'de', usd: '1000000' },
  { name: 'Rigi archive', kind: 'dataset', licence: 'CC0-1.0', language: 'de', usd: '9000000', megabytes: 11 },
];

test('goods are found by every filter; the operator of a domain shows them in a collection, which the studio’s operator can hide', async ({
  page,
  browser,
}) => {
  const { studio } = readRun();
  const { shopper, shop, paths } = await openCounter(browser);
  await visit(shopper, `${studio}/market?q=rigi`);
  await filterByEach(shopper);

  await signIn(page);
  await visit(page, `${studio}/market/operate`);
  await page.getByLabel('Who', { exact: true }).fill(shop.wallet);
  await page.getByLabel('Name of their domain').fill('Alpine Hiking');
  await page.getByRole('button', { name: 'Let them curate' }).click();
  await expect(page.getByRole('button', { name: 'End the curating of Alpine Hiking' })).toBeVisible();

  await arrange(shopper, paths);
  await openCollection(page, shop);

  await visit(page, `${studio}/market/operate`);
  await page.getByRole('button', { name: 'End the curating of Alpine Hiking' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await expect(page.getByRole('button', { name: 'Let Alpine Hiking curate again' })).toBeVisible();
  await visit(shopper, `${studio}/market/collections/on-the-rigi`);
  await expect(shopper.getByRole('heading', { level: 1, name: 'No such collection' })).toBeVisible();
});

/** Somebody new, and what they sell. */
async function openCounter(browser: Browser): Promise<{ shopper: Page; shop: Shop; paths: string[] }> {
  const shopper = await (await browser.newContext()).newPage();
  const shop = await enterByWallet(shopper);
  const paths: string[] = [];
  for (const one of goods) paths.push(await shop.sell(one));
  return { shopper, shop, paths };
}

/** Each filter once: what it leaves, newest first, and everything again. */
async function filterByEach(page: Page): Promise<void> {
  const all = ['Rigi archive', 'Rigi stamp', 'Rigi weather', 'Rigi rules'];
  await expectFound(page, all);
  await page.getByRole('button', { name: /^Tools/ }).click();
  await expectFound(page, ['Rigi weather']);
  await page.goBack();
  await expectFound(page, all);
  await page.getByText('More filters').click();
  const choices: [string, string | RegExp, string[]][] = [
    ['Price', 'free', ['Rigi rules']],
    ['Sold for', 'GAIA', ['Rigi weather']],
    ['Licence', 'text of its own', ['Rigi rules']],
    ['Language', /^German/, ['Rigi archive', 'Rigi stamp']],
    ['Size', 'up to 10 MB', ['Rigi stamp', 'Rigi weather', 'Rigi rules']],
    ['Order', /^cheapest first/, ['Rigi rules', 'Rigi stamp', 'Rigi archive', 'Rigi weather']],
  ];
  for (const [label, option, left] of choices) {
    const field = page.getByLabel(label, { exact: true });
    const value = await field.locator('option').filter({ hasText: option }).first().getAttribute('value');
    await field.selectOption(value);
    await expectFound(page, left);
    await field.selectOption({ index: 0 });
    await expectFound(page, all);
  }
  await page.getByLabel('Search the market').fill('rigi stamp');
  await expectFound(page, ['Rigi stamp']);
  await page.getByLabel('Only what can be tried before buying').check();
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page.getByLabel('Search the market')).toHaveValue('');
  await expect(page.getByRole('link', { name: 'Rigi archive' })).toBeVisible();
}

async function expectFound(page: Page, names: string[]): Promise<void> {
  await expect(page.locator('main ul[aria-busy=false] h2')).toHaveText(names);
}

/** Makes a collection of two in an order of its own, and adds a third from its page. */
async function arrange(page: Page, paths: string[]): Promise<void> {
  const { studio } = readRun();
  await visit(page, `${studio}/market/curate`);
  await page.getByRole('button', { name: 'New collection' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('On the Rigi');
  await dialog.getByLabel('Find components').fill('rigi');
  await dialog.getByRole('button', { name: 'Put Rigi weather in' }).click();
  await dialog.getByRole('button', { name: 'Put Rigi stamp in' }).click();
  await dialog.getByRole('button', { name: 'Move Rigi stamp up' }).click();
  await takePicture(page, 'collection-form');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('2 components')).toBeVisible();
  await visit(page, `${studio}${paths[0]}`);
  await page.getByRole('button', { name: 'Add to a collection' }).click();
  await page.getByLabel('On the Rigi (2)').check();
  await expect(page.getByLabel('On the Rigi (3)')).toBeChecked();
  await expectAccessible(page);
}

/** From the market to its page, to whoever curates it. */
async function openCollection(page: Page, { wallet }: Shop): Promise<void> {
  await visit(page, `${readRun().studio}/market/collections?curator=alpine-hiking`);
  await page.getByRole('link', { name: 'On the Rigi' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'On the Rigi' })).toBeVisible();
  await expect(page.getByText('Curated by Alpine Hiking')).toBeVisible();
  await expect(page.locator('main ol h2')).toHaveText(['Rigi stamp', 'Rigi weather', 'Rigi rules']);
  await takePicture(page, 'collection');
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.setViewportSize({ width: 1_280, height: 900 });
  await page.getByRole('link', { name: 'Alpine Hiking' }).click();
  await expect(page).toHaveURL(new RegExp(`/creators/${wallet}$`, 'i'));
  await expect(page.getByRole('link', { name: 'Rigi archive' })).toBeVisible();
}
