import { expect, type Page, test } from '@playwright/test';
import { newPerson } from './market.ts';
import { expectAccessible, expectFitsPhone, readRun, signIn, takePicture, visit } from './product.ts';
import { injectWallet } from './wallet.ts';

/** Whatever a page asks for outside the studio. */
function watchOutside(page: Page): string[] {
  const { studio } = readRun();
  const outside: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(studio) && !url.startsWith('data:') && !url.startsWith('blob:')) outside.push(url);
  });
  return outside;
}

test('a burner wallet signs in, gets an account and play money, and nothing outside the studio is asked', async ({
  page,
}) => {
  const outside = watchOutside(page);
  const { studio } = readRun();
  await visit(page, `${studio}/sign-in`);
  await page.getByRole('button', { name: 'Connect a wallet' }).click();
  await expect(page.getByRole('dialog').getByText('Burner wallet')).toBeVisible();
  await expectAccessible(page);
  await takePicture(page, 'wallet-choice');
  await page.getByRole('dialog').getByText('Burner wallet').click();
  await page.getByRole('button', { name: 'Sign in with this wallet' }).click();
  await expect(page.getByText('You are signed in')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign that too' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();

  await visit(page, `${studio}/settings`);
  await expect(page.getByText('signs for your account since')).toBeVisible();
  await page.getByRole('button', { name: 'Get play money' }).click();
  await expect(page.getByText('The wallet has play money now')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Wallet 0x/ })).toBeVisible();
  await page.getByRole('button', { name: /^Unlink 0x/ }).click();
  await expect(page.getByRole('dialog')).toContainText('It is the only way into this account');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expectFitsPhone(page);
  expect(outside).toEqual([]);
});

test('a wallet of the browser signs in; what it refuses is said in a sentence, and it comes back to its account', async ({
  page,
}) => {
  const wallet = await injectWallet(page);
  const outside = watchOutside(page);
  const { studio } = readRun();
  await visit(page, `${studio}/sign-in`);
  await page.getByRole('button', { name: 'Connect a wallet' }).click();
  await page.getByRole('dialog').getByText('Test Wallet').click();
  await expect(page.getByText(wallet.address)).toBeVisible();
  wallet.rejects(true);
  await page.getByRole('button', { name: 'Sign in with this wallet' }).click();
  await expect(page.getByText('You said no in the wallet')).toBeVisible();
  await expectAccessible(page);
  wallet.rejects(false);
  await page.getByRole('button', { name: 'Sign in with this wallet' }).click();
  await page.getByRole('button', { name: 'Later' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();

  await visit(page, `${studio}/settings`);
  await expect(page.getByText("has not signed for your account's key yet")).toBeVisible();
  await page.getByRole('button', { name: 'Let it sign for the account' }).click();
  await expect(page.getByText('signs for your account since')).toBeVisible();
  const key = await page
    .getByText(/^0x[0-9a-fA-F]{40}$/)
    .first()
    .textContent();
  await page.getByRole('button', { name: /^Sign out \(/ }).click();
  await page.getByRole('button', { name: 'Sign in with this wallet' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await visit(page, `${studio}/settings`);
  await expect(page.getByText(key ?? '').first()).toBeVisible();
  expect(outside).toEqual([]);
});

test('a node is linked on chain: a wrong network and a refusal are told, and the transaction has its page', async ({
  page,
}) => {
  const wallet = await injectWallet(page);
  const { studio } = readRun();
  await signIn(page);
  await page.getByRole('button', { name: 'Connect wallet' }).click();
  await page.getByRole('dialog').getByText('Test Wallet').click();
  await expect(page.getByRole('button', { name: /^Wallet 0x/ })).toBeVisible();
  await visit(page, `${studio}/settings`);
  await page.getByRole('button', { name: /^Link 0x/ }).click();
  await expect(page.getByText('The connected wallet is linked.')).toBeVisible();

  await visit(page, `${studio}/nodes`);
  await page.locator('main li a[href^="/nodes/"]').first().click();
  await expect(page.getByRole('heading', { name: 'On chain' })).toBeVisible();
  await wallet.switchTo(1);
  await expect(page.getByRole('button', { name: 'Wrong network' })).toBeVisible();
  await page.getByRole('button', { name: 'Link on chain' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('The wallet is on another network');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /^Switch to/ }).click();
  await expect(dialog).toContainText('will belong to your wallet');
  await takePicture(page, 'send-dialog');
  await expectAccessible(page);
  wallet.rejects(true);
  await dialog.getByRole('button', { name: 'Sign and send' }).click();
  await expect(dialog).toContainText('You said no in the wallet');
  await expectAccessible(page);
  wallet.rejects(false);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog).toContainText('Done: it stands on the chain.');
  await expectAccessible(page);

  const opened = page.waitForEvent('popup');
  await dialog.getByRole('link', { name: /^Transaction/ }).click();
  const transaction = await opened;
  await expect(transaction.getByText('confirmed', { exact: true })).toBeVisible();
  await expect(transaction.getByText(/The node 0x.+ belongs to 0x/)).toBeVisible();
  await takePicture(transaction, 'transaction');
  await expectAccessible(transaction);
  await expectFitsPhone(transaction);

  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Income goes to')).toBeVisible();
  await expect(page.getByText(wallet.address).first()).toBeVisible();
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Unlink from chain' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign and send' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Link on chain' })).toBeVisible();
});

test('earnings say what is missing while there are none', async ({ browser }) => {
  const page = await newPerson(browser);
  await visit(page, `${readRun().studio}/earnings`);
  await expect(page.getByText('Nothing earned yet')).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.context().close();
});
