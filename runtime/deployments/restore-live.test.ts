import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#protocol/errors.ts';
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

describe('a restart', () => {
  it('brings back what was live, without a download', async () => {
    const bench = await open();
    await bench.deploy(bench.request());
    const again = await bench.restart();
    expect(again.isRestoring()).toBe(true);
    await again.settled();
    expect(again.isRestoring()).toBe(false);
    expect(again.find('guide')?.manifest.version).toBe(1);
    expect(bench.gateway.seen).toHaveLength(1);
  });

  it('fills a vector store that was lost from the bundle on disk', async () => {
    const bench = await open();
    await bench.deploy(bench.request());
    const [lost] = await bench.parts.store.listCollections();
    await bench.parts.store.dropCollection(lost ?? '');
    const again = await bench.restart();
    await again.settled();
    const [collection] = again.find('guide')?.collections ?? [];
    expect(await bench.parts.store.count(collection ?? '')).toBe(2);
    expect(bench.gateway.seen).toHaveLength(1);
  });

  it('fails what was under way, with the reason, and drops what it left in the store', async () => {
    const arrived = Promise.withResolvers<void>();
    const bench = await open({ answer: () => arrived.resolve() });
    const request = bench.request();
    await bench.deployments().submit(request);
    await arrived.promise;
    const crashed = bench.readFile();
    await bench.parts.store.createCollection('bundle-half', { dimensions: 16 });
    await bench.parts.store.createCollection('draft-mine', { dimensions: 16 });
    const again = await bench.restart({}, crashed);
    await again.settled();
    expect(again.status(request.deploymentId)).toMatchObject({
      state: 'failed',
      failedStep: 'fetching',
      reason: 'The node stopped during this step; deploy again.',
    });
    expect(await bench.parts.store.listCollections()).toEqual(['draft-mine']);
  });

  it('stopped orderly during a step says that the node was stopped', async () => {
    const arrived = Promise.withResolvers<void>();
    const bench = await open({ answer: () => arrived.resolve() });
    const request = bench.request();
    await bench.deployments().submit(request);
    await arrived.promise;
    const again = await bench.restart();
    expect(again.status(request.deploymentId)).toMatchObject({
      state: 'failed',
      failedStep: 'fetching',
      reason: 'The node was stopped during this step; deploy again.',
    });
  });

  it('after a crash in the middle of a switch serves the newer one', async () => {
    const bench = await open();
    const [first, second] = [bench.request(), bench.request({ version: 2 })];
    await bench.deploy(first);
    await bench.deploy(second);
    const again = await bench.restart({}, bench.readFile().replace('"state": "superseded"', '"state": "live"'));
    await again.settled();
    expect(again.find('guide')?.manifest.version).toBe(2);
    expect(again.status(first.deploymentId).state).toBe('superseded');
  });

  it('says which deployment could not come back, and why', async () => {
    const bench = await open();
    const request = bench.request();
    await bench.deploy(request);
    const obtainModel = () => Promise.reject(new AppError('upstream_failed', 'The model is gone.'));
    const again = await bench.restart({ obtainModel });
    await again.settled();
    expect(again.status(request.deploymentId)).toMatchObject({
      state: 'failed',
      failedStep: 'loading',
      reason: 'The model is gone.',
    });
  });

  it('refuses a deployments.json that was edited into something unreadable', async () => {
    const bench = await open();
    await expect(bench.restart({}, '{"format":1}')).rejects.toThrow('restore it from a copy');
  });
});
