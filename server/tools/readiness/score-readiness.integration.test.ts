import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addNode } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { findOwnTool } from '#server/tools/find-own-tool.ts';
import { listTools } from '#server/tools/list-tools.ts';
import { openToolDeps, type ToolDeps } from '#server/tools/testing/open-tool-deps.ts';
import { findReadinessJob } from './find-readiness-job.ts';
import { queueReadiness } from './queue-readiness.ts';
import { savePrompts } from './save-prompts.ts';

let deps: ToolDeps;
let ada: { id: string; name: string; keyAddress: string };

beforeAll(async () => {
  deps = await openToolDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.restart();
  ada = await deps.newAccount('Ada');
  await addNode(deps, ada.id);
});

test('a readiness run asks every question with all tools to choose from, and keeps score, rows and advice', async () => {
  const [weatherId, timeId] = [await deps.addTool(ada.id), await deps.addTool(ada.id, 'Clock', 'get_time')];
  const prompts = [
    { question: 'Does it rain in Bern?', expected: { city: 'Bern' } },
    { question: 'And in Oslo?', expected: { city: 'Oslo' } },
  ];
  await savePrompts(deps, { ownerId: ada.id, toolId: weatherId, prompts });
  deps.node.answer = () => {
    const call = { function: { name: 'get_weather', arguments: '{"city":"Bern"}' } };
    return Response.json({ choices: [{ message: { content: null, tool_calls: [call] } }] });
  };
  await queueReadiness(deps, {
    ownerId: ada.id,
    toolIds: [weatherId, timeId],
    modelId: 'smollm2-135m-instruct',
    choice: 'required',
  });
  await expect(
    queueReadiness(deps, { ownerId: ada.id, toolIds: [weatherId], modelId: 'smollm2-135m-instruct' }),
  ).rejects.toMatchObject({ code: 'conflict' });
  await deps.runToolJob();
  expect(await findReadinessJob(deps, { ownerId: ada.id })).toMatchObject({ state: 'done', done: 5, total: 5 });
  expect(deps.node.asked[0]).toMatchObject({
    path: '/control/preview',
    // Small models call what the node's embedding model finds wanted; the plain agent has one too.
    body: {
      manifest: { embedding: { id: 'all-minilm-l6-v2' } },
      request: { messages: [{ content: 'Does it rain in Bern?' }], tool_choice: 'required' },
    },
  });
  expect(Object(deps.node.asked[0]?.body.request).tools).toHaveLength(2);

  const { readiness } = await findOwnTool(deps, { ownerId: ada.id, toolId: weatherId });
  expect(readiness.prompts).toEqual(prompts);
  expect(readiness.last).toMatchObject({
    choice: 'required',
    score: 75,
    among: ['get_weather', 'get_time'],
    rows: [
      { isRightTool: true, wrongArguments: [] },
      { isRightTool: true, wrongArguments: ['city'] },
    ],
  });
  const clock = await findOwnTool(deps, { ownerId: ada.id, toolId: timeId });
  expect(clock.readiness.last?.score).toBe(0);
  expect(clock.readiness.last?.advice.map(({ code }) => code)).toEqual(['similar', 'taken-for-another']);
  expect((await listTools(deps, { ownerId: ada.id })).find(({ id }) => id === weatherId)?.score).toBe(75);
});

test('a readiness run that was killed goes on where it was, and one the node refuses says why', async () => {
  const toolId = await deps.addTool(ada.id);
  let count = 0;
  deps.node.answer = () => {
    count += 1;
    if (count === 2)
      return Response.json({ error: { code: 'invalid_input', message: 'tools are not served' } }, { status: 400 });
    return Response.json({ choices: [{ message: { content: 'No.' } }] });
  };
  const { jobId } = await queueReadiness(deps, {
    ownerId: ada.id,
    toolIds: [toolId],
    modelId: 'smollm2-135m-instruct',
  });
  await deps.runToolJob();
  expect(await findReadinessJob(deps, { ownerId: ada.id })).toMatchObject({ errorMessage: 'tools are not served' });
  await deps.db.job.update({ where: { id: jobId }, data: { state: 'queued', runAt: new Date(0), endedAt: null } });
  await deps.runToolJob();
  expect(await findReadinessJob(deps, { ownerId: ada.id })).toMatchObject({ state: 'done' });
  expect(count).toBe(4);
  const { last } = (await findOwnTool(deps, { ownerId: ada.id, toolId })).readiness;
  expect(last?.rows).toHaveLength(3);
  expect(last?.advice.map(({ code }) => code)).toEqual(['never-called']);
});
