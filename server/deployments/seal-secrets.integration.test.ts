import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { exampleNodeStatus } from '#protocol/link/example-node-status.ts';
import { newId } from '#protocol/new-id.ts';
import { openSecret } from '#protocol/secrets/seal-secret.ts';
import { sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { addNode } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { sealSecrets } from './seal-secrets.ts';

const secretKey = new Uint8Array(32).fill(8);
let deps: TestDeps;
let ada: string;
let bob: string;
let nodeId: string;
beforeAll(async () => {
  deps = await openTestDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  ada = (await deps.newAccount('Ada')).id;
  bob = (await deps.newAccount('Bob')).id;
  nodeId = await addNode(deps, ada);
  await tellKey(sealingKeyOf(secretKey));
});

async function tellKey(sealingKey: string | undefined) {
  const status = { ...exampleNodeStatus('0x'), sealingKey };
  await deps.db.node.update({ where: { id: nodeId }, data: { status: JSON.parse(JSON.stringify(status)) } });
}
async function keep(ownerId: string, name: string, input: { kind?: string; text: string }) {
  const envelope = { ...deps.secrets.seal(new TextEncoder().encode(input.text)) };
  await deps.db.secret.create({ data: { id: newId(), ownerId, kind: input.kind ?? 'tool', name, envelope } });
}
const manifest = {
  tools: ['weather_key', 'shop_key'].map((secret) => ({
    component: { name: secret, version: 1 },
    definition: toolDefinitionSchema.parse({
      name: `use_${secret}`,
      description: '',
      parameters: { type: 'object' },
      target: { kind: 'http', method: 'GET', url: 'https://example.com/', auth: { kind: 'bearer', secret } },
    }),
  })),
};

test("the owner's secrets of the tools are sealed to the node, and no others", async () => {
  await keep(ada, 'weather_key', { text: 'wörter' });
  await keep(ada, 'unused_key', { text: 'unused' });
  await keep(ada, 'shop_key', { kind: 'other', text: 'of another kind' });
  await keep(bob, 'shop_key', { text: "Bob's" });
  const sealed = await sealSecrets(deps, { ownerId: ada, nodeId, manifest });
  expect(Object.keys(sealed)).toEqual(['weather_key']);
  expect(openSecret({ secretKey, slot: 'weather_key', sealed: sealed.weather_key ?? '' })).toBe('wörter');
});

test('an agent without tools, or whose slots are empty, needs no key of the node', async () => {
  await tellKey(undefined);
  expect(await sealSecrets(deps, { ownerId: ada, nodeId, manifest: { tools: [] } })).toEqual({});
  expect(await sealSecrets(deps, { ownerId: ada, nodeId, manifest })).toEqual({});
});

test('secrets are not sent to a node without a key, nor to one of somebody else', async () => {
  await keep(ada, 'weather_key', { text: 'secret' });
  await keep(bob, 'weather_key', { text: 'secret' });
  await expect(sealSecrets(deps, { ownerId: bob, nodeId, manifest })).rejects.toMatchObject({ code: 'not_found' });
  await tellKey(undefined);
  await expect(sealSecrets(deps, { ownerId: ada, nodeId, manifest })).rejects.toThrow(/has not told its sealing key/);
});
