import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type BenchOptions,
  type DeploymentBench,
  openDeploymentBench,
  startBytes,
} from '#runtime/deployments/testing/open-deployment-bench.ts';
import { sendBytes } from '#runtime/testing/serve-locally.ts';

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

describe('a bundle download', () => {
  it('goes on by range where the connection was cut', async () => {
    let requests = 0;
    const bench: DeploymentBench = await open({
      answer(request, response, { bytes }) {
        requests += 1;
        sendBytes(request, response, {
          bytes,
          ...(requests === 1 ? { cut: { afterBytes: startBytes, when: () => bench.hasStart() } } : {}),
        });
      },
    });
    expect(await bench.deploy(bench.request())).toMatchObject({ state: 'live' });
    expect(bench.gateway.seen).toHaveLength(2);
    expect(bench.gateway.seen[1]?.range).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('that a gateway refuses fails with its status, and the next try goes on with what is there', async () => {
    let requests = 0;
    const bench: DeploymentBench = await open({
      answer(request, response, { bytes }) {
        requests += 1;
        if (requests === 2) response.writeHead(403).end();
        else
          sendBytes(request, response, {
            bytes,
            ...(requests === 1 ? { cut: { afterBytes: startBytes, when: () => bench.hasStart() } } : {}),
          });
      },
    });
    const status = await bench.deploy(bench.request());
    expect(status.reason).toBe('The gateway answered 403 for the bundle; deploy again to get a fresh address.');
    expect(bundlesOf(bench)).toEqual([expect.stringMatching(/\.tar\.part$/)]);
    expect(await bench.deploy(bench.request())).toMatchObject({ state: 'live' });
    expect(bench.gateway.seen.at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('from a gateway that is gone says so', async () => {
    const bench: DeploymentBench = await open({ answer: (_request, response) => response.destroy() });
    const { reason } = await bench.deploy(bench.request());
    expect(reason).toMatch(/^The gateway was lost after 0 of the bundle's \d+ bytes; deploy again/);
  });
});
