import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { checkFreePorts, checkPorts } from './check-ports.ts';
import { runDoctorAlone } from './run-doctor-alone.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A program that answers every request with this. */
async function serve(status: number, body: string): Promise<number> {
  const server = createServer((_, response) => response.writeHead(status, { connection: 'close' }).end(body));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const port = await serve(200, '');
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return port;
}

const at = (port: number) => `http://127.0.0.1:${port}`;

test('studio and gateway that answer as themselves are fine', async () => {
  const [studio, gateway] = [
    at(await serve(200, '{"status":"ok"}')),
    at(await serve(200, '{"status":"ok","nodes":1}')),
  ];
  expect(await checkPorts({ origins: { studio, gateway } })).toEqual([
    { name: 'Studio', state: 'ok', detail: `answers at ${studio}`, remedy: null },
    { name: 'Gateway', state: 'ok', detail: `answers at ${gateway}`, remedy: null },
  ]);
});

test('another program in their place is told from them, and so is one of them that is not well', async () => {
  const studio = at(await serve(503, '{"status":"the database does not answer"}'));
  const gateway = at(await serve(200, '<h1>Hello</h1>'));
  expect(await checkPorts({ origins: { studio, gateway } })).toMatchObject([
    { name: 'Studio', state: 'problem', detail: `answers at ${studio} with status 503: the database does not answer` },
    {
      name: 'Gateway',
      state: 'problem',
      detail: `another program answers at ${gateway}`,
      remedy: expect.stringContaining('GAIA_GATEWAY_PORT'),
    },
  ]);
});

test('while GaiaNet is stopped each port is free, or another program has it', async () => {
  const ports = { studio: await serve(200, ''), gateway: await freePort(), node: await serve(200, '') };
  expect(await checkFreePorts(ports)).toEqual([
    {
      name: `Port ${ports.studio}`,
      state: 'problem',
      detail: 'another program has the port of the studio',
      remedy: expect.stringContaining('choose another port with GAIA_STUDIO_PORT'),
    },
    { name: `Port ${ports.gateway}`, state: 'ok', detail: 'free for the gateway', remedy: null },
    expect.objectContaining({ name: `Port ${ports.node}`, remedy: expect.stringContaining('GAIA_NODE_PORT') }),
  ]);
});

test('without a database the machine is still looked at', async () => {
  const port = await freePort();
  const ports = { studio: port, gateway: port, node: port };
  const checks = await runDoctorAlone({ home: tmpdir(), database: 'There is none.', ports });
  expect(checks.map(({ name }) => name)).toEqual([
    'Node.js',
    'Disk',
    'Memory',
    'Database',
    ...Array(3).fill(`Port ${port}`),
  ]);
  expect(checks.find(({ name }) => name === 'Database')).toMatchObject({ state: 'problem', detail: 'There is none.' });
});
