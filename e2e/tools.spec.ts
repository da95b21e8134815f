import { expect, test } from '@playwright/test';
import type { HttpsTestServer } from '#runtime/web/testing/serve-https.ts';
import { serveWeather, weatherAddress } from './local-services.ts';
import {
  createAgent,
  expectAccessible,
  expectFitsPhone,
  publishAndDeploy,
  readRun,
  save,
  signIn,
  takePicture,
  visit,
} from './product.ts';

let weather: HttpsTestServer | undefined;
test.beforeAll(async () => {
  weather = await serveWeather();
});
test.afterAll(async () => await weather?.close());

const description = {
  openapi: '3.1.0',
  info: { title: 'City weather', version: '1' },
  servers: [{ url: weatherAddress }],
  paths: {
    '/current': {
      get: {
        operationId: 'readWeather',
        summary: 'Reads the weather of a city.',
        parameters: [
          { name: 'location', in: 'query', required: true, schema: { type: 'string', enum: ['Paris', 'Singapore'] } },
        ],
      },
    },
    '/photos': {
      post: {
        operationId: 'sendPhoto',
        requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object' } } } },
      },
    },
  },
};

const question = 'What is the weather like in Singapore?';

test('a weather tool is made by form, tried with a real call, and answers in a deployed agent', async ({ page }) => {
  const { studio } = readRun();
  await signIn(page);
  await visit(page, `${studio}/tools`);
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
  await argument.getByLabel('Description').fill('The city');
  await argument.getByLabel('Allowed values').fill('Paris, Oslo, Singapore');
  await page.getByLabel('What goes on').selectOption('template');
  await page.getByLabel('Text', { exact: true }).fill('The current weather in {{place}} is {{temperature}}C.');
  await page.getByLabel('Give the result back to the model').uncheck();
  await save(page);

  await page.getByLabel('location', { exact: true }).selectOption('Singapore');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.getByText('Status 200')).toBeVisible();
  await expect(page.getByRole('region', { name: 'As it came' })).toContainText('"temperature": 42');
  const mapped = page.getByRole('region', { name: 'What the model gets' });
  await expect(mapped).toContainText('The current weather in Singapore is 42C.');
  await expectAccessible(page);
  await takePicture(page, 'tool');
  await page.getByRole('button', { name: 'Publish version' }).click();
  await expect(page.getByRole('link', { name: 'Download bundle' })).toBeVisible();
  await visit(page, `${studio}/tools`);
  await expect(page.getByRole('link', { name: 'Weather' }).first()).toBeVisible();
  await expectAccessible(page);

  await createAgent(page, 'Weather guide');
  await page.getByLabel('Weather · calls 127.0.0.1').first().check();
  // The smallest model learns from worked examples when to call.
  for (const [index, city] of ['Paris', 'Oslo'].entries()) {
    await page.getByRole('button', { name: 'Add an example' }).first().click();
    await page.getByLabel(`Question ${index + 1}`).fill(`What is the weather like in ${city}?`);
    await page.getByLabel(`Answer ${index + 1}`).fill(`{"tool": "get_current_weather", "location":"${city}"}`);
  }
  await page.getByLabel('Temperature').fill('0');
  await save(page);
  await publishAndDeploy(page);

  await page.getByRole('link', { name: 'Build' }).click();
  await page.getByLabel('Your question').fill(question);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('paragraph').getByText('The current weather in Singapore is 42C.')).toBeVisible({
    timeout: 60_000,
  });
  await page.getByText('get_current_weather', { exact: true }).click();
  await expect(page.getByText('"Singapore"')).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByText('From calls of tools')).toBeVisible();
  await takePicture(page, 'tool-card');
});

test('operations of an OpenAPI description become tools, and an agent with one calls it through the API', async ({
  page,
  request,
}) => {
  const { studio, node } = readRun();
  await signIn(page);
  await visit(page, `${studio}/tools/import`);
  await page.getByLabel('Or paste it here').fill(JSON.stringify(description));
  await page.getByRole('button', { name: 'Find tools' }).click();
  await expect(page.getByText("1 can be tools, 1 can't")).toBeVisible();
  await expect(page.getByText('Its body has several parts or files (multipart)')).toBeVisible();
  await expectAccessible(page);
  await takePicture(page, 'import');
  await page.getByRole('button', { name: 'Import 1 tool' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'City weather: readWeather' })).toBeVisible();
  await page.getByRole('button', { name: 'Publish version' }).click();
  await expect(page.getByRole('link', { name: 'Download bundle' })).toBeVisible();
  await expectFitsPhone(page);
  await takePicture(page, 'tool-phone');
  await page.setViewportSize({ width: 1280, height: 900 });

  await createAgent(page, 'City guide');
  await page.getByLabel('City weather: readWeather').first().check();
  await save(page);
  await publishAndDeploy(page);

  const messages = [{ role: 'user', content: question }];
  const body = { model: 'city-guide', messages, tool_choice: 'required', max_completion_tokens: 40 };
  const answer = await (await request.post(`${node}/v1/chat/completions`, { data: body })).json();
  expect(answer.gaia.tools, JSON.stringify(answer)).toContainEqual(
    expect.objectContaining({ name: 'readWeather', state: 'done', result: expect.stringContaining('42') }),
  );
  expect(weather?.seen.at(-1)?.path).toMatch(/^\/current\?location=(Paris|Singapore)$/);
});
