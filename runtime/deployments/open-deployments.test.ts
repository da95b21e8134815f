import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { readPolicy } from '#runtime/identity/read-policy.ts';
import { sendBytes } from '#runtime/testing/serve-locally.ts';
import { scriptedModels } from '#runtime/testing/test-manifest.ts';
import { assertModelAllowed } from './assert-model-allowed.ts';
import { type BenchOptions, type DeploymentBench, openDeploymentBench } from './testing/open-deployment-bench.ts';

const opened: DeploymentBench[] = [];
afterEach(async () => {
  for (const bench of opened.splice(0)) await bench.close();
});
async function open(options: BenchOptions = {}): Promise<DeploymentBench> {
  const bench = await openDeploymentBench(options);
  opened.push(bench);
  return bench;
}
const bundlesOf = ({ parts }: DeploymentBench) => readdirSync(path.join(parts.home, 'bundles'));
const golden = (expectedSubstring: string) => ({
  question: 'Credits are the unspent part of a deposit.',
  documentName: 'credits.md',
  expectedSubstring,
});

describe('a deployment', () => {
  it('passes every step in order and serves its slug', async () => {
    const bench = await open();
    const status = await bench.deploy(bench.request({ goldenQuestions: [golden('unspent part')] }));
    expect(status).toMatchObject({ state: 'live', slug: 'guide', version: 1, failedStep: null, reason: null });
    const states = [...new Set(status.events.map(({ state }) => state))];
    expect(states).toEqual(['planned', 'fetching', 'restoring', 'loading', 'warming', 'testing', 'live']);
    const numbers = status.events.map(({ sequence }) => sequence);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    const agent = bench.deployments().find('guide');
    expect(agent?.collections).toHaveLength(1);
    expect(await bench.parts.store.count(agent?.collections[0] ?? '')).toBe(2);
    expect(bench.engine.calls.load.map(({ kind }) => kind)).toEqual(['chat', 'embedding']);
  });

  it('that is submitted twice is one', async () => {
    const bench = await open();
    const request = bench.request();
    const [first, second] = await Promise.all([
      bench.deployments().submit(request),
      bench.deployments().submit(request),
    ]);
    await bench.deployments().settled();
    expect(second.deploymentId).toBe(first.deploymentId);
    expect(bench.deployments().statuses()).toHaveLength(1);
    expect(bench.gateway.seen).toHaveLength(1);
  });

  it('without knowledge needs no bundle', async () => {
    const bench = await open();
    expect(await bench.deploy(bench.request({ knowledge: [] }))).toMatchObject({ state: 'live' });
    expect(bench.gateway.seen).toEqual([]);
  });

  it('replaces its predecessor, which says so and whose models are freed', async () => {
    const bench = await open();
    const first = bench.request();
    await bench.deploy(first);
    const other = { ...scriptedModels.chat, id: 'other', sha256: 'f'.repeat(64) };
    const second = bench.request({ version: 2, model: other });
    expect(await bench.deploy(second)).toMatchObject({ state: 'live', version: 2 });
    expect(bench.deployments().status(first.deploymentId)).toMatchObject({ state: 'superseded' });
    expect(
      bench
        .deployments()
        .list()
        .map(({ manifest }) => manifest.version),
    ).toEqual([2]);
    expect(bench.engine.calls.unload).toEqual([scriptedModels.chat.sha256]);
    expect(bench.gateway.seen).toHaveLength(1);
  });

  it('submitted after another goes live after it, and both share one restored collection', async () => {
    const bench = await open();
    const [first, second] = [bench.request(), bench.request({ version: 2 })];
    await Promise.all([bench.deployments().submit(first), bench.deployments().submit(second)]);
    await bench.deployments().settled();
    expect(bench.deployments().find('guide')?.manifest.version).toBe(2);
    expect(bench.deployments().status(first.deploymentId).state).toBe('superseded');
    expect(await bench.parts.store.listCollections()).toHaveLength(1);
  });
});

describe('a deployment that cannot end well', () => {
  it('is refused before any download when its manifest is not what its hash says', async () => {
    const bench = await open();
    const status = await bench.deploy(bench.request({}, { manifestHash: '0'.repeat(64) }));
    expect(status).toMatchObject({
      state: 'failed',
      failedStep: 'planned',
      reason: 'The manifest does not match its hash; publish the agent again.',
    });
    expect(bench.gateway.seen).toEqual([]);
  });

  it('is refused when its model may not run here', async () => {
    const policy = readPolicy('/nowhere');
    const bench = await open({ parts: { assertModelAllowed: (model) => assertModelAllowed(policy, model) } });
    const status = await bench.deploy(bench.request());
    expect(status).toMatchObject({ state: 'failed', failedStep: 'planned' });
    expect(status.reason).toContain('ownModels');
    expect(bench.engine.calls.load).toEqual([]);
  });

  it('says that the node is too full, with the numbers', async () => {
    const bench = await open({ parts: { freeDiskBytes: async () => 1_000_000 } });
    const { reason, failedStep } = await bench.deploy(bench.request());
    expect(failedStep).toBe('planned');
    expect(reason).toMatch(/^The node has 1 MB of disk free; this deployment needs \d+ MB\. Free some space/);
    expect(bench.gateway.seen).toEqual([]);
  });

  it('says that knowledge needs an embedding model and an address', async () => {
    const bench = await open();
    expect((await bench.deploy(bench.request({ embedding: null }))).reason).toContain('no embedding model');
    const lost = await bench.deploy(bench.request({}, { bundleAddresses: {} }));
    expect(lost).toMatchObject({ failedStep: 'fetching', reason: 'No download address was given for Credits v1.' });
  });

  it('refuses and removes a bundle that is not what its root says', async () => {
    const bench = await open({
      answer(request, response, { bytes }) {
        const changed = Uint8Array.from(bytes);
        changed[600] = (changed[600] ?? 0) ^ 1;
        sendBytes(request, response, { bytes: changed });
      },
    });
    const status = await bench.deploy(bench.request());
    expect(status).toMatchObject({ state: 'failed', failedStep: 'fetching' });
    expect(status.reason).toMatch(/^Credits v1 arrived damaged \(its root is 0x[0-9a-f]{64}\)/);
    expect(bundlesOf(bench)).toEqual([]);
    expect(await bench.parts.store.listCollections()).toEqual([]);
  });

  it('refuses a bundle larger than its reference says', async () => {
    const bench = await open({
      answer: (request, response, { bytes }) =>
        sendBytes(request, response, { bytes: Buffer.concat([bytes, Buffer.alloc(512)]) }),
    });
    expect((await bench.deploy(bench.request())).reason).toBe('The bundle is larger than its reference says.');
  });

  it('keeps the old version serving when the test questions fail', async () => {
    const bench = await open();
    await bench.deploy(bench.request());
    const status = await bench.deploy(bench.request({ version: 2, goldenQuestions: [golden('is not in there')] }));
    expect(status).toMatchObject({ state: 'failed', failedStep: 'testing' });
    expect(status.reason).toContain('Only 0 of 1 test questions found their passage');
    expect(bench.deployments().find('guide')?.manifest.version).toBe(1);
  });

  it('frees the model it loaded, and keeps the one that serves', async () => {
    const bench = await open({ engine: { replies: ['ok', { pieces: [] }] } });
    await bench.deploy(bench.request());
    const mute = { ...scriptedModels.chat, id: 'mute', sha256: 'f'.repeat(64) };
    const status = await bench.deploy(bench.request({ version: 2, model: mute }));
    expect(status).toMatchObject({ failedStep: 'warming', reason: expect.stringContaining('mute produced no token') });
    expect(bench.engine.calls.unload).toEqual([mute.sha256]);
  });

  it('tells nothing of our inside when something unknown breaks', async () => {
    const obtainModel = () => Promise.reject(new Error('secret at /home/ada'));
    const bench = await open({ parts: { obtainModel } });
    expect((await bench.deploy(bench.request())).reason).toBe('Something went wrong on our side; try again.');
  });

  it('says what the model store says when no source works', async () => {
    const refused = new AppError('upstream_failed', 'tiny could not be fetched. hf:a/b/c: gone.');
    const bench = await open({ parts: { obtainModel: () => Promise.reject(refused) } });
    expect((await bench.deploy(bench.request())).reason).toBe(refused.message);
  });
});
