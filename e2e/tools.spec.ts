import { expect, test } from '@playwright/test';
import type { HttpsTestServer } from '#runtime/web/testing/serve-https.ts';
import { serveWeather, weatherAddress } from './local-services.ts';
import { createAgent, expectAccessible, publishAndDeploy, readRun, save, signIn, takePicture } from './product.ts';

let weather: HttpsTestServer;
test.beforeAll(async () => {
  weather = await serveWeather();
});
test.afterAll(async () => await weather.close());

const question = 'What is the weather like in Singapore?';

test('a weather tool is made by form, tried with a real call, and answers in a deployed agent', async ({ page }) => {
  const { studio, node } = readRun();
  await signIn(page);
  await page.goto(`${studio}/tools`);
  await page.getByRole('button', { name: 'New tool' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Weather');
  await dialog.getByLabel('Function name').fill('get_current_weather');
  await dialog.getByLabel('Description for the model').fill('Gives the current weather in a city.');
  await dialog.getByLabel('Address').fill(`${weatherAddress}/now/{location}`);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Weather' })).toBeVisible();

  const argument = page.getByRole('group', { name: 'location' });
  await argument.getByLabel('Description').fill('The city, such as Paris');
  await page.getByLabel('What goes on').selectOption('template');
  await page.getByLabel('Text', { exact: true }).fill('The current weather in {{place}} is {{temperature}}C.');
  await page.getByLabel('Give the result back to the model').uncheck();
  await save(page);

  await page.getByLabel('location', { exact: true }).fill('Singapore');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.getByText('Status 200')).toBeVisible();
  await expect(page.getByRole('region', { name: 'As it came' })).toContainText('"temperature": 42');
  const mapped = page.getByRole('region', { name: 'What the model gets' });
  await expect(mapped).toContainText('The current weather in Singapore is 42C.');
  await expectAccessible(page);
  await takePicture(page, 'tool');
  await page.getByRole('button', { name: 'Publish version' }).click();
  await expect(page.getByRole('link', { name: 'Download bundle' })).toBeVisible();
  await page.goto(`${studio}/tools`);
  await expect(page.getByRole('link', { name: 'Weather' })).toBeVisible();
  await expectAccessible(page);

  await createAgent(page, 'Weather guide');
  await page.getByLabel('Weather · calls 127.0.0.1').check();
  await save(page);
  await publishAndDeploy(page);

  await page.goto(`${node}/?agent=weather-guide`);
  await page.getByLabel('Your question').fill(question);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('The current weather in Singapore is 42C.')).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
});
