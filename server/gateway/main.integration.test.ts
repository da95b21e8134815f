import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '#server/testing/open-test-database.ts';

let database: TestDatabase;
let home: string;

beforeAll(async () => {
  database = await openTestDatabase();
  home = mkdtempSync(join(tmpdir(), 'gaia-gateway-'));
});
afterAll(async () => {
  await database.close();
  rmSync(home, { recursive: true });
});

function start(port: number) {
  const child = spawn(process.execPath, ['server/gateway/main.ts'], {
    env: { ...process.env, GAIA_HOME: home, DATABASE_URL: database.url, GAIA_GATEWAY_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, exited };
}

async function logged(child: ChildProcess, event: string): Promise<Record<string, unknown>> {
  if (!child.stdout) throw new Error('The child has no output.');
  for await (const line of createInterface(child.stdout)) {
    const entry = JSON.parse(line) as Record<string, unknown>;
    if (entry.msg === event) return entry;
  }
  throw new Error(`The gateway ended without "${event}".`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

test('the process serves, keeps its secret in its folder, and a signal ends it in good order', async () => {
  const { child, exited } = start(await freePort());
  const { url } = await logged(child, 'gateway.started');
  const health = await fetch(`${String(url)}/health`);

  expect(await health.json()).toMatchObject({ status: 'ok', nodes: 0 });
  expect(await database.db.gatewayInstance.count()).toBe(1);
  expect(readdirSync(home)).toEqual(['secret.key']);
  child.kill('SIGTERM');
  child.kill('SIGINT');
  expect(await exited).toBe(0);
  expect(await database.db.gatewayInstance.count()).toBe(0);
});

test('a taken port is named', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { child, exited } = start(port);
  const failed = await logged(child, 'gateway.failed');

  expect(JSON.stringify(failed)).toContain(`can't listen on 127.0.0.1:${port}`);
  expect(await exited).toBe(1);
  await new Promise((resolve) => other.close(resolve));
});
