import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '#protocol/new-id.ts';
import { addNode } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { createAgent } from './create-agent.ts';
import { publishAgent } from './publish-agent.ts';
import { tryApi } from './try-api.ts';

let deps: TestDeps;
let ada: string;
let bob: string;
let agentId: string;
let nodeId: string;
const asked: { address: string; path: string; body: unknown }[] = [];

beforeAll(async () => {
  deps = await openTestDeps();
  deps.nodes.request = async (address, { path, body }) => {
    asked.push({ address, path, body });
    return Response.json({ error: { message: 'as the node says it' } }, { status: 429 });
  };
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  asked.length = 0;
  ada = (await deps.newAccount('Ada')).id;
  bob = (await deps.newAccount('Bob')).id;
  agentId = (await createAgent(deps, { ownerId: ada, name: 'Guide', modelId: 'smollm2-135m-instruct' })).id;
  nodeId = await addNode(deps, ada);
});

const tried = (changes: object = {}) => {
  const signal = new AbortController().signal;
  return tryApi(deps, { ownerId: ada, agentId, nodeId, path: '/v1/rerank', body: '{"a":1}', signal, ...changes });
};
async function deploy(state: 'live' | 'stopped') {
  const { versionId } = await publishAgent(deps, { ownerId: ada, agentId, note: '' });
  await deps.db.deployment.create({
    data: { id: newId(), ownerId: ada, nodeId, agentVersionId: versionId, state },
  });
}

test('the request goes to the node as it is, and its answer comes back as it is', async () => {
  await deploy('live');
  const answer = await tried();
  expect([answer.status, await answer.json()]).toEqual([429, { error: { message: 'as the node says it' } }]);
  const node = await deps.db.node.findUniqueOrThrow({ where: { id: nodeId } });
  expect(asked).toEqual([{ address: node.address, path: '/v1/rerank', body: '{"a":1}' }]);
});

test("an agent that isn't live there, and somebody else's, is not found, and no node is asked", async () => {
  await expect(tried()).rejects.toMatchObject({ code: 'not_found' });
  await deploy('stopped');
  await expect(tried()).rejects.toMatchObject({ code: 'not_found' });
  await deploy('live');
  await expect(tried({ ownerId: bob })).rejects.toMatchObject({ code: 'not_found' });
  expect(asked).toEqual([]);
});
