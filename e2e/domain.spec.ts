import { expect, type Page, test } from '@playwright/test';
import { askAbout, linkBurner, newPerson, publishKnowledge, sell, sendAll, startNode } from './market.ts';
import { expectAccessible, expectFitsPhone, readRun, signIn, takePicture, visit } from './product.ts';

const springs = `# The springs

The spring above the chapel was walled in by the mason of Elm.

Each hut draws its water for one hour in the evening.
`;

test('a domain licence covers a node that its operator lets in: its owner buys nothing, and the node answers with what is licensed', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const { studio } = readRun();
  await signIn(page);
  await linkBurner(page);
  await publishKnowledge(page, 'Spring notes', springs);
  const path = await sell(page, { domainPrice: '40' });

  const operator = await newPerson(browser);
  const name = await openDomain(operator);
  await buyForDomain(operator, path);

  const worker = await newPerson(browser);
  await using node = await startNode(worker, 'Barn');
  await visit(worker, `${studio}/domains/${name}`);
  await worker.getByRole('button', { name: 'Ask to be let in' }).click();
  await sendAll(worker);
  await expect(worker.getByText('asks to be let in')).toBeVisible();

  await visit(operator, studio);
  await operator.getByRole('link', { name: `1 node asks to be let into your domain ${name}` }).click();
  await expectAccessible(operator);
  await operator.getByRole('button', { name: 'Let it in' }).click();
  await sendAll(operator);
  await expect(operator.getByText('is in', { exact: true })).toBeVisible();
  await takePicture(operator, 'domain');

  await visit(worker, `${studio}/library`);
  await expect(worker.getByText(`Barn may run it as a node of the domain ${name}`)).toBeVisible();
  await worker.getByRole('button', { name: 'Install' }).click();
  await expect(worker.getByText('Version 1 is installed in your studio.')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(worker);
  const question = 'Who walled in the spring above the chapel?';
  await askAbout(worker, { node: node.url, agent: 'Spring keeper', knowledge: 'Spring notes', question });

  await evict(operator);
  await visit(worker, `${studio}/domains/${name}`);
  await expect(worker.getByText('has to leave').first()).toBeVisible();
  await expect(worker.getByText('Reason: It answers too slowly.').first()).toBeVisible();
  await expectAccessible(worker);
  await expectFitsPhone(worker);
  await takePicture(worker, 'domain-narrow');
});

/** Opens a domain by its screen, and returns its name: another one each time, since a name is taken for good. */
async function openDomain(page: Page): Promise<string> {
  const name = `elm-huts-${Date.now().toString(36)}`;
  await visit(page, `${readRun().studio}/domains`);
  await page.getByRole('button', { name: 'Open a domain' }).click();
  const opens = page.getByRole('button', { name: 'Open it' });
  await page.getByLabel('Name', { exact: true }).fill('elm--huts');
  await expect(page.getByText('with single hyphens between them; this is not.')).toBeVisible();
  await expect(opens).toBeDisabled();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await expectAccessible(page);
  await opens.click();
  await sendAll(page);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return name;
}

async function buyForDomain(page: Page, path: string): Promise<void> {
  await visit(page, `${readRun().studio}${path}`);
  const forDomain = page.getByRole('option', { name: /^Every node of a domain/ });
  await page.getByLabel('What for, in which coin').selectOption(await forDomain.getAttribute('value'));
  await page.getByRole('button', { name: 'Buy', exact: true }).click();
  await sendAll(page);
  await expect(page.getByText('The key has come')).toBeVisible({ timeout: 30_000 });
}

async function evict(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tell it to leave' }).click();
  await page.getByLabel('Reason').fill('It answers too slowly.');
  await page.getByRole('button', { name: 'Tell it to leave' }).click();
  await sendAll(page);
  await expect(page.getByText('has to leave').first()).toBeVisible();
}
