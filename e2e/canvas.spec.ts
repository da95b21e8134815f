import { expect, type Page, test } from '@playwright/test';
import { createAgent, expectAccessible, expectFitsPhone, save, signIn, takePicture } from './product.ts';

const nodes = (page: Page, name: RegExp) =>
  page.getByRole('region', { name: 'The agent as a graph' }).getByRole('group', { name });

async function add(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('form and canvas edit one agent: add, undo, delete, move, and jump to a problem', async ({ page }) => {
  await signIn(page);
  await createAgent(page, 'Drawn guide');
  await page.getByRole('radio', { name: 'Canvas' }).click();
  await add(page, 'GaiaNet handbook');
  await add(page, 'Prompt rule');
  await add(page, 'Prompt rule');
  await expect(nodes(page, /^Prompt rule: /)).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(nodes(page, /^Prompt rule: /)).toHaveCount(1);
  await nodes(page, /^Model: /).click();
  await page.keyboard.press('Control+z');
  await expect(nodes(page, /^Prompt rule: /)).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(nodes(page, /^Prompt rule: /)).toHaveCount(2);

  await page.getByRole('button', { name: 'The rule “New rule 2” is never reached' }).click();
  await page.getByLabel('Rule 2', { exact: true }).fill('Second');
  await expect(nodes(page, /^Prompt rule: Second/)).toHaveClass(/selected/);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await nodes(page, /^Prompt rule: New rule/).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await expect(nodes(page, /^Prompt rule: /)).toHaveCount(1);

  const answer = nodes(page, /^Answer: /);
  const placeOfAnswer = () => answer.evaluate((node) => node.style.transform);
  const before = await placeOfAnswer();
  await answer.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect.poll(placeOfAnswer).not.toBe(before);
  const place = await placeOfAnswer();
  await save(page);
  await page.reload();
  await expect(page.getByLabel('Rule 1', { exact: true })).toHaveValue('Second');
  await expect(page.getByLabel('GaiaNet handbook')).toBeChecked();
  await page.getByRole('radio', { name: 'Canvas' }).click();
  await expect(answer).toHaveCSS('visibility', 'visible');
  await expect.poll(placeOfAnswer).toBe(place);
  await takePicture(page, 'canvas');

  await expectFitsPhone(page);
  await expect(nodes(page, /^Search: /)).toBeVisible();
});
