import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { createAgent, expectAccessible, expectFitsPhone, publishAndDeploy, signIn, takePicture } from './product.ts';

const ticketSchema = z.strictObject({
  topic: z.string().max(60),
  sentiment: z.enum(['good', 'neutral', 'bad']),
  urgency: z.int().min(1).max(5),
});

test('the page of the API gets an answer that follows a JSON schema', async ({ page }) => {
  await signIn(page);
  await createAgent(page, 'Ticket sorter');
  await publishAndDeploy(page);
  await page.getByRole('link', { name: 'Use', exact: true }).click();
  await page.getByLabel('Example').selectOption('jsonSchema');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const answer = page.getByRole('region', { name: 'Answer', exact: true });
  await expect(answer).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await takePicture(page, 'try-api');
  const { choices } = JSON.parse((await answer.textContent()) ?? '');
  expect(ticketSchema.safeParse(JSON.parse(choices[0].message.content)).error).toBeUndefined();

  await page.getByLabel('Body of POST /v1/chat/completions').fill('{"model": ');
  await expect(page.getByText('This is not JSON')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await expectFitsPhone(page);
});
