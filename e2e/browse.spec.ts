import { type Browser, expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { newPerson, sendAll } from './market.ts';
import { expectAccessible, expectFitsPhone, readRun, signIn, takePicture, visit } from './product.ts';
import { type Goods, openShop, type Shop } from './shop.ts';

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

  await openDomain(shopper);
  await arrange(shopper, paths);
  await changeCover(shopper, paths);
  await signIn(page);
  await openCollection(page, shop);
  await takeDown(page, { shopper, paths });

  await visit(page, `${studio}/market/operate`);
  await page.getByRole('button', { name: 'Stop it: alpine-hiking' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why').fill('It praises one mountain only.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Stop it' }).click();
  await expect(page.getByRole('button', { name: 'Allow again: alpine-hiking' })).toBeVisible();
  await visit(shopper, `${studio}/market/collections/on-the-rigi`);
  await expect(shopper.getByRole('heading', { level: 1, name: 'No such collection' })).toBeVisible();
  await visit(shopper, `${studio}/market/curate`);
  await expect(shopper.getByText('Why: It praises one mountain only.')).toBeVisible();
  await takePicture(shopper, 'curate-stopped');
  await expectAccessible(shopper);
});

/** Somebody new, and what they sell. */
async function openCounter(browser: Browser): Promise<{ shopper: Page; shop: Shop; paths: string[] }> {
  const shopper = await newPerson(browser);
  const shop = await openShop(shopper);
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
  await page.getByLabel('Only what can be tried before buying').click();
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await visit(page, page.url());
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page.getByLabel('Search the market')).toHaveValue('');
  await expect(page.getByRole('link', { name: 'Rigi archive' })).toBeVisible();
}

async function expectFound(page: Page, names: string[]): Promise<void> {
  await expect(page.locator('main ul[aria-busy=false] h2')).toHaveText(names);
}

/** Without a domain nobody curates; with one, everybody who opened it. */
async function openDomain(page: Page): Promise<void> {
  await visit(page, `${readRun().studio}/market/curate`);
  await page.getByRole('main').getByRole('link', { name: 'Go to the domains' }).click();
  await page.getByRole('button', { name: 'Open a domain' }).click();
  await page.getByLabel('Name', { exact: true }).fill('alpine-hiking');
  await page.getByRole('button', { name: 'Open it' }).click();
  await sendAll(page);
  await expect(page.getByRole('heading', { level: 1, name: 'alpine-hiking' })).toBeVisible();
}

/** Makes a collection of two in an order of its own, and adds a third from its page, which a form that is still open doesn't undo. */
async function arrange(page: Page, paths: string[]): Promise<void> {
  await visit(page, `${readRun().studio}/market/curate`);
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
  await page.getByRole('button', { name: 'Edit On the Rigi' }).click();
  await dialog.getByLabel('Title').fill('Up the Rigi');
  const other = await page.context().newPage();
  await addFromPage(other, paths);
  await other.close();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('This collection was changed elsewhere')).toBeVisible();
  await expect(dialog.getByLabel('Title')).toHaveValue('Up the Rigi');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Load what it is now' }).click();
  await expect(dialog.getByLabel('Title')).toHaveValue('On the Rigi');
  await expect(dialog.getByText('Components (3)')).toBeVisible();
}

async function addFromPage(page: Page, [path = '']: string[]): Promise<void> {
  await visit(page, `${readRun().studio}${path}`);
  await page.getByRole('button', { name: 'Add to a collection' }).click();
  await page.getByLabel('On the Rigi (2)').click();
  await expect(page.getByLabel('On the Rigi (3)')).toBeChecked();
  await expectAccessible(page);
}

/** A page that calls itself a picture is refused; a picture is shown, replaced and taken off. */
async function changeCover(page: Page, [path = '']: string[]): Promise<void> {
  await visit(page, `${readRun().studio}${path}`);
  await page.getByRole('button', { name: 'Picture' }).click();
  const dialog = page.getByRole('dialog');
  const shown = dialog.locator('[style*="/api/market/covers/"]');
  const choose = (mimeType: string, buffer: Buffer) =>
    dialog.locator('input[type=file]').setInputFiles([{ name: 'cover.png', mimeType, buffer }]);
  await choose('image/png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'));
  await expect(dialog.getByText('A cover must be a PNG, JPEG, WebP, GIF or AVIF picture.')).toBeVisible();
  await expect(shown).toHaveCount(0);
  const addresses: (string | null)[] = [];
  for (const background of ['#246', '#642']) {
    const picture = sharp({ create: { width: 400, height: 200, channels: 3, background } });
    await choose('image/png', await picture.png().toBuffer());
    const before = addresses.at(-1);
    if (before) await expect(shown).not.toHaveAttribute('style', before);
    await expect(shown).toHaveCount(1);
    addresses.push(await shown.getAttribute('style'));
  }
  await takePicture(page, 'cover');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Take it off' }).click();
  await expect(shown).toHaveCount(0);
}

/** Somebody reports one, the operator takes it down with a reason, and puts it back. */
async function takeDown(page: Page, { shopper, paths }: { shopper: Page; paths: string[] }): Promise<void> {
  const { studio } = readRun();
  const [path = ''] = paths;
  await visit(page, `${studio}${path}`);
  await page.getByRole('button', { name: 'Report this' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What is wrong').selectOption({ label: "It isn't what it says" });
  await dialog.getByLabel('Where, and how do you know').fill('It tells of another mountain.');
  await dialog.getByRole('button', { name: 'Send the report' }).click();
  await expect(page.getByText('The operator has your report')).toBeVisible();
  await visit(page, `${studio}/market/operate`);
  await page.getByLabel('Why, about Rigi rules').fill('It is about the Pilatus.');
  await takePicture(page, 'operate');
  await expectAccessible(page);
  const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Rigi rules' }) });
  await row.getByRole('button', { name: 'Take it down' }).click();
  await expect(row.getByText('taken down', { exact: true })).toBeVisible();
  await visit(page, `${studio}/market/collections/on-the-rigi`);
  await expect(page.locator('main ol h2')).toHaveText(['Rigi stamp', 'Rigi weather']);
  await visit(shopper, `${studio}/market/curate`);
  await expect(shopper.getByText('2 components · curated by alpine-hiking · 1 off the market')).toBeVisible();
  await visit(page, `${studio}${path}`);
  await expect(page.getByText('Why: It is about the Pilatus.')).toBeVisible();
  await visit(page, `${studio}/market/operate`);
  await row.getByRole('button', { name: 'Put it back' }).click();
  await expect(row.getByRole('button', { name: 'Put it back' })).toHaveCount(0);
  await visit(page, `${studio}/market/collections/on-the-rigi`);
  await expect(page.locator('main ol h2')).toHaveText(['Rigi stamp', 'Rigi weather', 'Rigi rules']);
}

/** From the market to its page, to the domain it stands under, and from who operates that to the same collections. */
async function openCollection(page: Page, { wallet }: Shop): Promise<void> {
  const { studio } = readRun();
  await visit(page, `${studio}/market/collections?curator=alpine-hiking`);
  await page.getByRole('link', { name: 'On the Rigi' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'On the Rigi' })).toBeVisible();
  await expect(page.getByText('Curated by alpine-hiking')).toBeVisible();
  await expect(page.locator('main ol h2')).toHaveText(['Rigi stamp', 'Rigi weather', 'Rigi rules']);
  await takePicture(page, 'collection');
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.setViewportSize({ width: 1_280, height: 900 });
  await page.getByRole('link', { name: 'alpine-hiking' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'alpine-hiking' })).toBeVisible();
  await visit(page, `${studio}/creators/${wallet}`);
  await expect(page.getByRole('link', { name: 'Rigi archive' })).toBeVisible();
  const domains = page.getByRole('region', { name: 'Domains' });
  await expect(domains.getByRole('link', { name: 'alpine-hiking' })).toHaveAttribute('href', '/domains/alpine-hiking');
  await domains.getByRole('link', { name: '1 collection' }).click();
  await expect(page.getByRole('link', { name: 'On the Rigi' })).toBeVisible();
}
