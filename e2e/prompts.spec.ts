import { expect, test } from '@playwright/test';
import { expectAccessible, expectFitsPhone, readRun, signIn, takePicture, visit } from './product.ts';

test('a prompt is written with variables, versioned, compared, and scored on a question set', async ({ page }) => {
  const { studio } = readRun();
  await signIn(page);
  await visit(page, `${studio}/prompts`);
  await page.getByRole('button', { name: 'New prompt' }).click();
  await page.getByLabel('Name').fill('Short words');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Short words' })).toBeVisible();
  await page.getByLabel('Text', { exact: true }).fill('Answer in one short sentence. Today is ');
  await page.getByText('Insert a variable or a function').click();
  await page.getByRole('button', { name: 'Insert {{date}}', exact: true }).click();
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue(/\{\{date\}\}$/);
  await page.getByRole('button', { name: 'Add an example' }).click();
  await page.getByLabel('Question 1').fill('What is a node?');
  await page.getByLabel('Answer 1').fill('A process that serves agents.');
  await expect(page.getByText(/\d+ tokens for SmolLM2/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Publish version' }).click();
  await page.getByLabel('Label').fill('production');
  await page.getByRole('button', { name: 'Set label' }).click();
  await expect(page.getByText('production', { exact: true })).toBeVisible();

  await page.getByLabel('Text', { exact: true }).fill('Answer in one long sentence about {{nothing}}.');
  await expect(page.getByText('is a variable that the agent must have.')).toBeVisible();
  await page.getByLabel('Text', { exact: true }).fill('Answer in one long sentence.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Show', { exact: true }).selectOption('draft');
  await expect(page.locator('del').first()).toHaveText('short');
  await expectAccessible(page);
  await takePicture(page, 'prompt');

  await visit(page, `${studio}/prompts/questions`);
  await page.getByRole('button', { name: 'New question set' }).first().click();
  await page.getByLabel('Name').fill('Basics');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('button', { name: 'Add a question' }).click();
  await page.getByLabel('Question 1').fill('What is the capital of France?');
  await page.getByLabel('Add a check').selectOption('contains');
  await page.getByLabel('Text', { exact: true }).fill('Paris');
  await page.getByLabel('Add a check').selectOption('judge');
  await page.getByLabel('The answer must fulfil').fill('It names a city.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await takePicture(page, 'question-set');

  await visit(page, `${studio}/prompts`);
  await page.getByRole('link', { name: 'Short words' }).click();
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByLabel('Question', { exact: true }).fill('What is the capital of France?');
  await page.getByLabel('Text', { exact: true }).first().fill('Answer in one sentence. {{web_search question}}');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByRole('button', { name: 'Show trace' })).toHaveCount(2, { timeout: 90_000 });
  await expectAccessible(page);
  await expect(page.getByText(/web search failed/).first()).toBeVisible();
  await takePicture(page, 'compare');
  for (const answer of await page.locator('[aria-live=polite][aria-busy=false]').all())
    await expect(answer).toContainText(/\w/);

  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Run of Basics' })).toBeVisible();
  await expect(page.getByText('done', { exact: true })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('cell').first()).toContainText('Contains');
  await expectAccessible(page);
  await takePicture(page, 'question-run');
  const run = page.url();
  await visit(page, `${studio}/prompts`);
  await page.getByRole('link', { name: 'Short words' }).click();
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Restore as draft' }).click();
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue(/^Answer in one short sentence\. Today is/);
  await expect(page.getByLabel('Question 1')).toHaveValue('What is a node?');
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible();
  await expectFitsPhone(page);
  await visit(page, run);
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  await expectFitsPhone(page);
  await takePicture(page, 'question-run-phone');
});

test('a rule of an agent chooses the prompt, and the trace says which and why', async ({ page }) => {
  await signIn(page);
  await visit(page, `${readRun().studio}/agents`);
  await page.getByRole('link', { name: 'Handbook guide' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByLabel('Rule 1', { exact: true }).fill('found');
  await page.getByLabel('Add a condition').selectOption('knowledge');
  await page.getByLabel('Knowledge', { exact: true }).selectOption('hit');
  // Of two rows of one kind, the removed one takes only its own text with it.
  const languages = page.getByLabel('Language of the question', { exact: true });
  for (const [index, code] of ['de', 'fr'].entries()) {
    await page.getByLabel('Add a condition').selectOption('language');
    await languages.nth(index).fill(code);
  }
  const removals = page.getByRole('button', { name: 'Remove the condition: Language of the question' });
  await removals.first().click();
  await expect(languages).toHaveValue('fr');
  await removals.click();
  const rule = page.getByRole('listitem').filter({ has: page.getByLabel('Rule 1', { exact: true }) });
  await rule.getByLabel('System text', { exact: true }).fill('You are {{agent}}. Answer in one sentence.');
  await rule.scrollIntoViewIfNeeded();
  await takePicture(page, 'prompt-rules');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Everything is saved')).toBeVisible();
  await page.getByRole('button', { name: 'How often does a node send a heartbeat?' }).click();
  await page.getByRole('button', { name: 'Show trace' }).click({ timeout: 60_000 });
  const trace = page.getByRole('dialog', { name: 'Trace of this answer' });
  await expect(trace).toContainText('Prompt “found”: knowledge hit');
  await expect(trace).toContainText('You are Handbook guide.');
  await expectAccessible(page);
});
