import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { toSealingKey } from '#runtime/identity/open-sealing-key.ts';
import { type DeploymentBench, openDeploymentBench } from './testing/open-deployment-bench.ts';

const opened: DeploymentBench[] = [];
afterEach(async () => {
  for (const bench of opened.splice(0)) await bench.close();
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.splice(0).join('')).not.toMatch(/(?:a|first|second|other)-secret|gs1\./);
});
const logged: string[] = [];
async function open(): Promise<DeploymentBench> {
  const log = pino({ level: 'trace' }, { write: (line) => void logged.push(line) });
  const bench = await openDeploymentBench({ parts: { log } });
  opened.push(bench);
  return bench;
}

const clear = 'sk-this-is-a-secret';
const tool = (name: string, secret: string) => ({
  component: { name, version: 1 },
  definition: toolDefinitionSchema.parse({
    name,
    description: '',
    parameters: { type: 'object' },
    target: { kind: 'http', method: 'GET', url: 'https://example.com/', auth: { kind: 'bearer', secret } },
  }),
});
const tools = [tool('get_weather', 'weather_key'), tool('get_storm', 'weather_key'), tool('buy', 'shop_key')];
const seal = ({ sealing }: DeploymentBench, slot: string, text = clear) =>
  sealSecret({ sealingKey: sealing.publicKey, slot, text });

describe("secrets of a deployment's tools", () => {
  it('are opened for the agent, and stand in clear neither on disk nor in the status', async () => {
    const bench = await open();
    const secrets = { weather_key: seal(bench, 'weather_key'), shop_key: seal(bench, 'shop_key', 'other-secret') };
    const status = await bench.deploy(bench.request({ tools }, { secrets }));
    expect(status).toMatchObject({ state: 'live' });
    expect(bench.deployments().find('guide')?.secrets).toEqual({ weather_key: clear, shop_key: 'other-secret' });
    expect(bench.readFile()).not.toContain(clear);
    expect(bench.readFile()).toContain(secrets.weather_key);
    expect(JSON.stringify(status)).not.toMatch(/secret/);
  });

  it('come back with a restart and with a rollback', async () => {
    const bench = await open();
    const [first, second] = ['first-secret', 'second-secret'].map((text) => ({
      weather_key: seal(bench, 'weather_key', text),
    }));
    const one = [tool('get_weather', 'weather_key')];
    await bench.deploy(bench.request({ tools: one }, { secrets: first ?? {} }));
    const newer = bench.request({ tools: one, version: 2 }, { secrets: second ?? {} });
    await bench.deploy(newer);
    await (await bench.restart()).settled();
    expect(bench.deployments().find('guide')?.secrets).toEqual({ weather_key: 'second-secret' });
    await bench.deployments().rollback(newer.deploymentId);
    expect(bench.deployments().find('guide')?.secrets).toEqual({ weather_key: 'first-secret' });
  });

  it('that are missing or empty stop the deployment with a list of them', async () => {
    const bench = await open();
    const request = bench.request({ tools }, { secrets: { shop_key: seal(bench, 'shop_key', '') } });
    expect(await bench.deploy(request)).toMatchObject({
      state: 'failed',
      failedStep: 'planned',
      reason:
        'Secrets are not filled in: "weather_key" of get_weather and get_storm, "shop_key" of buy. Fill them in at the tools in the studio and deploy again.',
    });
    expect(bench.gateway.seen).toEqual([]);
  });

  it('sealed for another node or slot are refused by name', async () => {
    const bench = await open();
    const elsewhere = toSealingKey(new Uint8Array(32).fill(6)).publicKey;
    for (const weather_key of [
      sealSecret({ sealingKey: elsewhere, slot: 'weather_key', text: clear }),
      seal(bench, 'shop_key'),
      clear,
    ]) {
      const request = bench.request({ tools: [tool('get_weather', 'weather_key')] }, { secrets: { weather_key } });
      const status = await bench.deploy(request);
      expect(status).toMatchObject({
        state: 'failed',
        reason: expect.stringContaining('"weather_key" can\'t be opened'),
      });
      expect(status.reason).not.toContain(clear);
    }
  });

  it('that the node can no longer open after a restart make the deployment fail, not serve without them', async () => {
    const bench = await open();
    const secrets = { weather_key: seal(bench, 'weather_key') };
    await bench.deploy(bench.request({ tools: [tool('get_weather', 'weather_key')] }, { secrets }));
    const other = toSealingKey(new Uint8Array(32).fill(6));
    await (await bench.restart({ openSecrets: other.open })).settled();
    expect(bench.deployments().find('guide')).toBeUndefined();
    expect(bench.deployments().statuses()[0]).toMatchObject({ state: 'failed' });
  });
});
