import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { findPort } from './find-port.ts';

const servers: net.Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** Listens on a port that the system chose, on one address. */
async function listen(host: string, port = 0): Promise<number> {
  const server = net.createServer();
  servers.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as net.AddressInfo).port;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const port = await listen('127.0.0.1');
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return port;
}

function ask(wanted: number, taken = new Map<number, string>()) {
  const said: string[] = [];
  const found = findPort(wanted, { name: 'studio', taken, say: (line) => said.push(line) });
  return found.then((port) => ({ port, said, taken }));
}

test('a free port is taken without a word', async () => {
  const wanted = await freePort();
  expect(await ask(wanted)).toEqual({ port: wanted, said: [], taken: new Map([[wanted, 'studio']]) });
});

test.each(['127.0.0.1', '0.0.0.0'])('a port in use on %s is named, and a later one is taken', async (host) => {
  const wanted = await listen(host);
  const { port, said } = await ask(wanted);
  expect(port).toBeGreaterThan(wanted);
  expect(said).toEqual([`Port ${wanted} (studio) is in use by another program; taking ${port}`]);
});

test('a port given to another program of ours is passed over, and that program is named', async () => {
  const wanted = await freePort();
  const { port, said } = await ask(wanted, new Map([[wanted, 'gateway']]));
  expect(port).toBeGreaterThan(wanted);
  expect(said).toEqual([`Port ${wanted} (studio) is taken by the gateway; taking ${port}`]);
});

test('when no port is free up to the last one, the error says what to do', async () => {
  const taken = new Map([[65_535, 'gateway']]);
  await expect(ask(65_535, taken)).rejects.toThrow(
    'No port from 65535 to 65535 is free for the studio; stop another program or set its port.',
  );
});
