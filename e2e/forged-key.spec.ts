import { execFileSync } from 'node:child_process';
import { expect, type Page, test } from '@playwright/test';
import { createPublicClient, erc20Abi, type Hex, http } from 'viem';
import { buy, linkBurner, newPerson, publishKnowledge, sell, sendAll } from './market.ts';
import { expectAccessible, expectFitsPhone, readRun, signIn, takePicture, visit } from './product.ts';

const gift = 1_000_000_000n;
const price = 25_000_000n;

test('a forged key is refused: nothing is installed, the price comes back by one button, and the licence goes', async ({
  page,
  browser,
}) => {
  const { studio } = readRun();
  await signIn(page);
  await linkBurner(page);
  await publishKnowledge(page, 'Forged notes', '# The vault\n\nThe vault opens at noon on the last day of May.\n');
  const path = await sell(page);
  execFileSync(process.execPath, ['e2e/forge-key.ts', 'Forged notes']);

  const buyer = await newPerson(browser);
  await buy(buyer, path);
  const receipt = buyer.url();
  await expect(buyer.getByText('This is not the key that was promised')).toBeVisible({ timeout: 30_000 });
  await expect(buyer.getByText('nothing was installed')).toBeVisible();
  const wallet = ((await buyer.getByText(/^0x[0-9a-f]{40}$/).textContent()) ?? '') as Hex;
  expect(await playMoney(wallet)).toBe(gift - price);
  await expectAccessible(buyer);
  await takePicture(buyer, 'forged-key');

  await visit(buyer, `${studio}/library`);
  await expect(buyer.getByText('wrong key')).toBeVisible();
  await expect(buyer.getByRole('button', { name: 'Install' })).toHaveCount(0);
  await expectAccessible(buyer);

  await visit(buyer, receipt);
  await buyer.getByRole('button', { name: 'Get your money back' }).click();
  await expect(buyer.getByRole('dialog')).toContainText('Back to you');
  await takePicture(buyer, 'forged-key-refund');
  await sendAll(buyer);
  await expect(buyer.getByText('Paid back: the key was not the promised one')).toBeVisible();
  expect(await playMoney(wallet)).toBe(gift);
  await expectAccessible(buyer);
  await expectFitsPhone(buyer);
  await takePicture(buyer, 'forged-key-refunded');
  await expectNoLicence(buyer);
});

async function expectNoLicence(page: Page): Promise<void> {
  await visit(page, `${readRun().studio}/library`);
  await expect(page.getByText('so there is no licence any more')).toBeVisible();
  await expect(page.getByText('May run on')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Install' })).toHaveCount(0);
}

/** What the wallet holds of it on the chain. */
function playMoney(wallet: Hex): Promise<bigint> {
  const { rpcUrl, contracts } = readRun().chain;
  const client = createPublicClient({ transport: http(rpcUrl) });
  return client.readContract({
    address: contracts.mockUsd,
    abi: erc20Abi,
    functionName: 'balanceOf',
    args: [wallet],
  });
}
