import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeBlockIndex } from '#protocol/bundles/block-index.ts';
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

  it('goes on elsewhere, from where one address broke off', async () => {
    const bench: DeploymentBench = await open({
      answer(request, response, { bytes }) {
        if (request.url === '/store' && !request.headers.range) {
          sendBytes(request, response, { bytes, cut: { afterBytes: startBytes, when: () => bench.hasStart() } });
        } else if (request.url === '/store') response.writeHead(503).end();
        else sendBytes(request, response, { bytes });
      },
    });
    const { contentRoot } = bench.bundle.reference;
    const at = (place: string) => `${bench.gateway.url}/${place}`;
    const request = bench.request(
      {},
      { bundleAddresses: { [contentRoot]: at('store') }, moreAddresses: { [contentRoot]: [at('gateway')] } },
    );
    expect(await bench.deploy(request)).toMatchObject({ state: 'live' });
    expect(bench.gateway.seen.map(({ path: seenPath, range }) => [seenPath, range !== undefined])).toEqual([
      ['/store', false],
      ['/store', true],
      ['/gateway', true],
    ]);
  });

  it('takes nothing from an address that gives other bytes, block by block where their hashes are known', async () => {
    for (const hasIndex of [true, false]) {
      const bench: DeploymentBench = await open({
        async answer(request, response, { bytes }) {
          const wrong = bytes.slice();
          wrong[100] = (wrong[100] ?? 0) ^ 1;
          if (request.url === '/index') response.end(await makeBlockIndex([bytes]));
          else sendBytes(request, response, { bytes: request.url === '/store' ? wrong : bytes });
        },
      });
      const { contentRoot } = bench.bundle.reference;
      const at = (place: string) => ({ [contentRoot]: `${bench.gateway.url}/${place}` });
      const sources = {
        bundleAddresses: at('store'),
        moreAddresses: { [contentRoot]: [`${bench.gateway.url}/ipfs/b`] },
      };
      const index = hasIndex ? { blockIndexes: at('index') } : {};
      const status = await bench.deploy(bench.request({}, { ...sources, ...index }));
      expect(status).toMatchObject({ state: 'live' });
      const said = status.events.map(({ message }) => message).join('\n');
      expect(said).toMatch(hasIndex ? /could not give .*: Block 1 of/ : /could not give .* arrived damaged/);
    }
  });

  it('from a gateway that is gone says so', async () => {
    const bench: DeploymentBench = await open({ answer: (_request, response) => response.destroy() });
    const { reason } = await bench.deploy(bench.request());
    expect(reason).toMatch(/^The gateway was lost after 0 of the bundle's \d+ bytes; deploy again/);
  });
});
