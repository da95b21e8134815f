import { afterEach, describe, expect, it } from 'vitest';
import { scriptedModels } from '#runtime/testing/test-manifest.ts';
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

describe('a rollback', () => {
  it('serves the one before again, without a download', async () => {
    const bench = await open();
    const [first, second] = [bench.request(), bench.request({ version: 2 })];
    await bench.deploy(first);
    await bench.deploy(second);
    const seen = bench.gateway.seen.length;
    expect(await bench.deployments().rollback(second.deploymentId)).toMatchObject({ state: 'rolled-back' });
    expect(bench.deployments().status(first.deploymentId).state).toBe('live');
    expect(bench.deployments().find('guide')?.manifest.version).toBe(1);
    expect(bench.gateway.seen.length).toBe(seen);
  });

  it('is refused where there is nothing to go back to, or nothing live', async () => {
    const bench = await open();
    const first = bench.request();
    await bench.deploy(first);
    await expect(bench.deployments().rollback(first.deploymentId)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('replaced nothing'),
    });
    await bench.deployments().stop(first.deploymentId);
    await expect(bench.deployments().rollback(first.deploymentId)).rejects.toThrow('this one is stopped');
    await expect(bench.deployments().rollback('unknown')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('stopping', () => {
  it('ends what serves, frees its model, and repeated does nothing', async () => {
    const bench = await open();
    const request = bench.request();
    await bench.deploy(request);
    expect(await bench.deployments().stop(request.deploymentId)).toMatchObject({ state: 'stopped' });
    expect(bench.deployments().find('guide')).toBeUndefined();
    expect(bench.engine.calls.unload).toEqual([scriptedModels.chat.sha256]);
    const { events } = await bench.deployments().stop(request.deploymentId);
    expect(events.filter(({ state }) => state === 'stopped')).toHaveLength(1);
  });

  it('a deployment under way cancels its download and nothing brings it back', async () => {
    const arrived = Promise.withResolvers<void>();
    const bench = await open({ answer: () => arrived.resolve() });
    const request = bench.request();
    await bench.deployments().submit(request);
    await arrived.promise;
    expect(await bench.deployments().stop(request.deploymentId)).toMatchObject({ state: 'stopped' });
    await bench.deployments().settled();
    expect(bench.deployments().status(request.deploymentId)).toMatchObject({ state: 'stopped', reason: null });
    expect(bench.deployments().list()).toEqual([]);
  });

  it('one that waits its turn never starts', async () => {
    const arrived = Promise.withResolvers<void>();
    const bench = await open({ answer: () => arrived.resolve() });
    const [first, second] = [bench.request(), bench.request({ version: 2 })];
    await bench.deployments().submit(first);
    await bench.deployments().submit(second);
    await arrived.promise;
    await bench.deployments().stop(second.deploymentId);
    await bench.deployments().stop(first.deploymentId);
    await bench.deployments().settled();
    expect(bench.deployments().status(second.deploymentId)).toMatchObject({ state: 'stopped' });
    expect(bench.gateway.seen).toHaveLength(1);
  });
});
