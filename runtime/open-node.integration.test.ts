import { afterAll, beforeAll, expect, it } from 'vitest';
import { deploymentStatusSchema } from '#protocol/control/control-api.ts';
import { newId } from '#protocol/new-id.ts';
import { openTinyEngines, type TinyEngines } from '#runtime/engine/llama/tiny-engine.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';

let tiny: TinyEngines;
let test: TestNode;
beforeAll(async () => {
  tiny = await openTinyEngines();
  test = await openTestNode({ engine: await tiny.open() });
});
afterAll(async () => {
  await test.close();
  await tiny.close();
});

/** Deploys the live agent's manifest again with changes, and reads its events to their end. */
async function deploy(changes: Parameters<typeof testManifest>[0]) {
  const deploymentId = newId();
  const request = { deploymentId, ...testManifest({ ...test.manifest, ...changes }), bundleAddresses: {} };
  const submitted = await test.control('POST', '/control/deployments', request);
  expect(submitted.status).toBe(202);
  const events = await (await test.control('GET', `/control/deployments/${deploymentId}/events`)).text();
  const status = await (await test.control('GET', `/control/deployments/${deploymentId}`)).json();
  return { deploymentId, events, status: deploymentStatusSchema.parse(status) };
}

it('a second version goes live over the real engine, is told step by step, and is rolled back', async () => {
  const { deploymentId, events, status } = await deploy({ version: 2, starters: ['Hello?'] });
  expect(status).toMatchObject({ state: 'live', version: 2 });
  expect([...events.matchAll(/"state":"([a-z-]+)"/g)].at(-1)?.[1]).toBe('live');
  expect(events).toContain('is here already');
  const rolledBack = await test.control('POST', `/control/deployments/${deploymentId}/rollback`);
  expect(await rolledBack.json()).toMatchObject({ state: 'rolled-back' });
  const info: unknown = await (await fetch(`${test.url}/v1/info`)).json();
  expect(info).toMatchObject({ agents: [{ model: 'guide', version: 1, chatModel: 'tiny-chat' }] });
});

it('a version whose test questions fail leaves the old one serving', async () => {
  const goldenQuestions = [{ question: 'What?', documentName: 'other.md', expectedSubstring: 'nothing' }];
  const { status } = await deploy({ version: 3, goldenQuestions });
  expect(status).toMatchObject({ state: 'failed', failedStep: 'testing' });
  expect(await (await fetch(`${test.url}/v1/models`)).json()).toMatchObject({ data: [{ gaia: { version: 1 } }] });
});

it('a stopped agent is gone, and the status tells what the node has', async () => {
  const { deploymentId } = await deploy({ slug: 'second', name: 'Second' });
  expect((await fetch(`${test.url}/v1/models/second`)).status).toBe(200);
  expect(await (await test.control('DELETE', `/control/deployments/${deploymentId}`)).json()).toMatchObject({
    state: 'stopped',
  });
  expect((await fetch(`${test.url}/v1/models/second`)).status).toBe(404);
  const status: unknown = await (await test.control('GET', '/control/status')).json();
  expect(status).toMatchObject({ address: test.node.address, engine: { state: 'ready' }, policy: { ownModels: true } });
});
